/** Keys that a kubeconfig begins with, in YAML and in JSON. */
const keys = /(^|[\s{,])["']?(clusters|users|contexts|current-context)["']?\s*:/;
const isConfig = /(^|[\s{,])["']?kind["']?\s*:\s*["']?Config\b/;

/**
 * The kubeconfig that stands in a value where the path of one is expected, as it is or in base64; null where it is a
 * path.
 */
export function kubeconfigContent(value: string): string | null {
  if (isKubeconfig(value)) return value;
  const compact = value.replaceAll(/\s/g, '');
  if (compact.length < 40 || !/^[\w+/-]+=*$/.test(compact)) return null;
  const decoded = Buffer.from(compact, 'base64').toString('utf8');
  return isKubeconfig(decoded) ? decoded : null;
}

function isKubeconfig(text: string): boolean {
  return keys.test(text) || isConfig.test(text);
}
