import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { sectionHeadSchema, type Section } from './section.ts';

/**
 * What the tool recognises its own comments and issues by: HTML comments that nobody sees. They hold hexadecimal digits
 * or Base64 only, neither of which can end one, and no other text of a comment can hold `<!--`.
 */
const start = '<!-- pod-start-slo';
/** Version of the form; another one is replaced, not read. */
const version = 'v1';

const blockPattern =
  /<!-- pod-start-slo:section v1 ([A-Za-z0-9+/]+=*) -->\n([\s\S]*?)\n?<!-- pod-start-slo:end v1 -->/g;

/** Short and always the same for the same parts, and nothing of them can be read from it or break out of it. */
export function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * First line of what the tool wrote for a key.
 * @param revision new for every write, so that two reads of the same text had no write between them
 */
export function headMarker(key: string, revision: string): string {
  return `${start} ${version} ${key} ${revision} -->`;
}

/** Whether a text begins with the marker of a key. Quoted further down, or by somebody else, it means nothing. */
export function beginsWithMarker(text: string, key: string): boolean {
  return new RegExp(`^${start} v\\d+ ${key} `).test(text);
}

/** No HTML comment begins in it, and so no marker; it looks the same. */
export function withoutMarkers(text: string): string {
  return text.replaceAll('<!--', '<\u2060!--');
}

/** A section between its markers. */
export function sectionBlock({ body, ...head }: Section): string {
  const data = encode(sectionHeadSchema.parse(head));
  return `${start}:section ${version} ${data} -->\n${withoutMarkers(body)}\n${start}:end ${version} -->`;
}

/** The sections in a comment of the tool's own. What is broken, by an edit by hand for instance, is left out. */
export function parseSections(text: string): Section[] {
  return Array.from(text.replaceAll('\r\n', '\n').matchAll(blockPattern)).flatMap(
    ([, data = '', body = '']) => {
      const head = decode(data, sectionHeadSchema);
      return head === null ? [] : [{ ...head, body }];
    },
  );
}

/** Data for a marker. */
export function encode(data: object): string {
  return Buffer.from(JSON.stringify(data)).toString('base64');
}

/** Data of a marker; null where it is no such thing. */
export function decode<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
