import type { Problem } from '../errors.ts';

/** What to type so that a program's output is what is started. */
function piped(command: string, field: string): string {
  return field.startsWith('--')
    ? `${command} | pod-start-slo run -f -`
    : `${command} > rendered.yml, and name rendered.yml here`;
}

/** A path that is none: an address, or the text of the manifest itself. */
export function notAFile(path: string, field: string): Problem | null {
  if (/^https?:\/\//.test(path))
    return {
      field,
      value: path,
      message: 'is an address; a manifest is read from a file',
      fix: piped(`curl -fsSL '${path}'`, field),
    };
  return null;
}

/** Whether a value is what a file should hold, instead of the path of one. */
export function isContent(value: string): boolean {
  return (
    /^\s*\{/.test(value) || (/\n/.test(value.trim()) && /^\s*["']?(apiVersion|kind)["']?\s*:/m.test(value))
  );
}

const ofKustomize = /(^|[/\\])(kustomization\.ya?ml|Kustomization)$/;

/** Whether a file says how kustomize renders others; such a file needs neither a kind nor a name. */
export function isKustomization(path: string, text: string): boolean {
  return ofKustomize.test(path) || /^["']?apiVersion["']?:\s*["']?kustomize\.config\.k8s\.io\//m.test(text);
}

/** @param path of the file, or of the folder that it is in */
export function kustomizationProblem(path: string, isFolder: boolean, field: string): Problem {
  const folder = isFolder ? path : path.replace(/[^/\\]*$/, '') || '.';
  return {
    field,
    value: path,
    message: 'is a kustomization, which kubectl has to render first',
    fix: piped(`kubectl kustomize ${folder}`, field),
  };
}
