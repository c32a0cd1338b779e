/** A URL that a user named, taken apart so that nothing secret in it is ever printed. */
export interface Destination {
  url: string;
  headers: Record<string, string>;
  /** For messages: scheme, host and port. User, password, path and query may be secrets. */
  shown: string;
}

/** `user:password@` becomes an Authorization header. @throws TypeError where the text is no URL */
export function parseDestination(text: string): Destination {
  const url = new URL(text);
  const [user, password] = [decoded(url.username), decoded(url.password)];
  url.username = '';
  url.password = '';
  const credentials = Buffer.from(`${user}:${password}`).toString('base64');
  return {
    url: url.href,
    headers: user === '' && password === '' ? {} : { authorization: `Basic ${credentials}` },
    shown: url.origin,
  };
}

/** A percent sign that begins no code stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
