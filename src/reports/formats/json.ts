/** A record itself, over several lines. Ends with a line feed. */
export function renderJson(record: object): string {
  return `${escaped(JSON.stringify(record, null, 2))}\n`;
}

/** A record on one line, without its end. */
export function renderJsonLine(record: object): string {
  return escaped(JSON.stringify(record));
}

/**
 * Control, invisible and direction-changing characters are written as JSON's escapes: a terminal that shows the text sees
 * none of them, and a program reads the same. Line feeds are those of the rendering itself; in texts they are escaped already.
 */
function escaped(json: string): string {
  return json.replaceAll(/[\p{C}\u2028\u2029]/gu, (character) =>
    character === '\n'
      ? character
      : character
          .split('')
          .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}
