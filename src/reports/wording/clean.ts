import { stripVTControlCharacters } from 'node:util';

/**
 * Text from a cluster or a file on one line: no escape sequences, no control, invisible or direction-changing
 * characters that could change what a terminal or a page shows around it.
 */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\s\p{Z}]+/gu, ' ')
    .replaceAll(/\p{C}/gu, '')
    .trim();
}

/** Reports show at most so many characters of a message; the JSON result has all of it. */
export const longestText = 400;

/** At most so many characters, the last an ellipsis where something was left out. */
export function shorten(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
