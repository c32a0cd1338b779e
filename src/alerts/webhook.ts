/** A webhook's URL, taken apart so that nothing secret of it is ever printed. */
export interface Webhook {
  url: string;
  headers: Record<string, string>;
  /** For messages: scheme, host and port. User, password, path and query may be secrets. */
  shown: string;
}

export function parseWebhook(text: string): Webhook {
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
