/**
 * What hinders a pull, in words of our own before those of the kubelet, which quotes containerd, which quotes the registry
 * (https://distribution.github.io/distribution/spec/api/#errors-2). The first that fits holds: a registry that throttles
 * says so also while it hands out tokens.
 */
const troubles: readonly { says: RegExp; words: string }[] = [
  {
    says: /\b429\b|too ?many ?requests|rate limit/i,
    words: 'the registry throttles this node: pull with credentials, through a mirror, or less often',
  },
  {
    says: /no match for platform|no matching manifest|exec format error/i,
    words: "the image has no variant for the node's architecture: build it for that platform as well",
  },
  {
    says: /digest mismatch|unexpected commit digest|failed size validation|failed to validate|unexpected digest/i,
    words: 'what the registry sent is not what the digest names: it, or a proxy before it, is broken',
  },
  {
    says: /\b401\b|\b403\b|unauthorized|authorization failed|denied|insufficient_scope/i,
    words:
      'the registry does not give it to this pod: name a pull secret (imagePullSecrets), or check its rights',
  },
  {
    says: /x509|certificate|http: server gave HTTP response to HTTPS client/i,
    words: "the node does not trust the registry's certificate: set the registry up in the node's containerd",
  },
  {
    says: /not found|manifest unknown|name unknown/i,
    words: 'the registry has no such image: check name and tag',
  },
  {
    says: /connection refused|connection reset|no such host|i\/o timeout|no route to host|unreachable|deadline exceeded|server misbehaving|EOF/i,
    words: "the node does not reach the registry: check the registry, and the node's DNS, proxy and firewall",
  },
  {
    says: /\b5\d\d\b/,
    words: 'the registry fails',
  },
];

const pullReasons = new Set(['ErrImagePull', 'ImagePullBackOff', 'RegistryUnavailable']);

/** Why an image is not pulled; null where the reason is another one, or nobody knows. */
export function pullTrouble(reason: string | null, message: string | null): string | null {
  if (message === null || !pullReasons.has(reason ?? '')) return null;
  const said = withoutNames(message);
  return troubles.find(({ says }) => says.test(said))?.words ?? null;
}

/** The name of the image stands in the message as well, quoted and not, and may say anything; so may the URL. */
function withoutNames(message: string): string {
  const quoted = [...message.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  return quoted.reduce((text, name) => text.replaceAll(name, ''), message).replaceAll(/https?:\/\/\S+/g, '');
}
