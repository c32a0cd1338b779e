const wide =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u{ff01}-\u{ff60}]/u;

/** Columns a clean text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

const breaks = /(?<!\d) | (?!(?:%|×|ms|s|min)(?![\p{L}\d]))/u;

/** Lines of at most so many columns, broken at spaces, never before a unit; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(breaks).flatMap((each) => cut(each, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** Lines that begin with a lead, and with as much space from the second on. */
export function hang(lead: string, text: string, width: number): string[] {
  const indent = displayWidth(lead);
  return wrap(text, width - indent).map((line, index) => (index === 0 ? lead : ' '.repeat(indent)) + line);
}

/** A text in so many columns at most, its last an ellipsis where something was left out. */
export function fitInto(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  return `${(cut(text, columns - 1)[0] ?? '').trimEnd()}…`;
}

/** Puts segments into as few lines as hold them, two spaces apart. */
export function flow(segments: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const segment of segments) {
    const line = lines.at(-1);
    const longer = line === undefined ? segment : `${line}  ${segment}`;
    if (line !== undefined && displayWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(...wrap(segment, width));
  }
  return lines;
}

function cut(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (displayWidth(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
