const longest = 200;

/** Shapes of secrets: a private key, a JSON Web Token, a user or password in a URL, a kubeconfig's fields of data. */
const secret =
  /PRIVATE KEY|eyJ[\w-]{8,}\.[\w-]+|:\/\/[^/\s@]+@|(client-key-data|token|password)["']?\s*[:=]/i;

/**
 * A value that somebody gave, as it may be repeated in a message; null where it may be a secret. A text of several
 * lines is the content of a file where its name belongs, such as a kubeconfig or a manifest with a Secret in it.
 */
export function printableValue(value: string): string | null {
  if (/[\n\r]/.test(value.trim()) || secret.test(value) || isEncoded(value)) return null;
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
}

/** A long word of base64, as keys, tokens and whole files are handed on. */
function isEncoded(value: string): boolean {
  return value.length > longest && /^[\w+/=-]+$/.test(value);
}

/**
 * A URL as it may be shown: without the user and password in it, and without what its query holds. A policy or a file may
 * have a token in either. Nothing of what is no URL.
 */
export function printableUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null) return '…';
  const path = url.pathname === '/' && !text.endsWith('/') ? '' : url.pathname;
  return `${url.protocol}//${url.host}${path}${url.search === '' ? '' : '?…'}`;
}

/** A URL without the user name and password in it. */
export function withoutPassword(url: string): string {
  return url.replace(/(:\/\/)[^/\s@]*@/, '$1');
}
