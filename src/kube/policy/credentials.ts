import { unescape } from 'node:querystring';

/**
 * The headers that send the user and password of a URL as Python's requests does, which PowerfulSeal sends its requests
 * with: both have to be there, though one of them may be empty.
 */
export function credentialHeaders(url: string): Readonly<Record<string, string>> {
  const pair = decode(/^[^/]*\/\/([^/?#]*)@/.exec(url)?.[1] ?? '');
  if (!pair.includes(':') || pair === ':') return {};
  // Requests knows Latin-1 only and fails with other characters; servers that take those expect UTF-8 (RFC 7617, section 2.1).
  const bytes = Buffer.from(pair, /^[\0-\xff]*$/.test(pair) ? 'latin1' : 'utf8');
  return { authorization: `Basic ${bytes.toString('base64')}` };
}

/** A text with a percent sign that begins no code is taken literally. */
function decode(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : unescape(text);
}

/** Headers of which the later ones replace those of the same name, whatever its case. */
export function withHeaders(
  headers: Readonly<Record<string, string>>,
  over: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const names = new Set(Object.keys(over).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...over };
}
