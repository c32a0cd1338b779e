import stringWidth from 'string-width';

/** What a reader takes for one character, such as a letter with its accents or a flag, is never cut in two. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns a clean text takes on a terminal. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

const breaks = /(?<!\d) | (?!(?:×|ms|s|min)(?![\p{L}\d]))/u;

/** Lines of at most so many columns, broken at spaces, never before a unit; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of text.split(breaks).flatMap((each) => cut(each, width))) {
    const columns = displayWidth(word);
    const longer = line === '' ? columns : taken + 1 + columns;
    if (line !== '' && longer > width) {
      lines.push(line);
      [line, taken] = [word, columns];
    } else [line, taken] = [line === '' ? word : `${line} ${word}`, longer];
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
  return `${cutTo(text, columns - 1).trimEnd()}…`;
}

/** The beginning of a text that takes so many columns at most. */
export function cutTo(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let end = 0;
  let taken = 0;
  for (const { segment, index } of characters.segment(text)) {
    taken += displayWidth(segment);
    if (taken > columns) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
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

/** Pieces of at most so many columns; of one character at least, however narrow it is. */
function cut(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  let taken = 0;
  for (const { segment } of characters.segment(word)) {
    const columns = displayWidth(segment);
    if (piece !== '' && taken + columns > width) {
      pieces.push(piece);
      [piece, taken] = ['', 0];
    }
    piece += segment;
    taken += columns;
  }
  return [...pieces, piece];
}
