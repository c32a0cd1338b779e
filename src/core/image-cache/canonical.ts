/** `nginx` is `docker.io/library/nginx:latest` (https://pkg.go.dev/github.com/distribution/reference#ParseNormalizedNamed). */
export function canonicalImage(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const named = hasRegistry ? image : `docker.io/${rest.length > 0 ? '' : 'library/'}${image}`;
  const last = named.slice(named.lastIndexOf('/'));
  return last.includes(':') || last.includes('@') ? named : `${named}:latest`;
}
