const word = /(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*')+/gy;
const piece = /\\([\s\S])|"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|([^\s"'\\]+)/g;

/** Words of a command line as a shell splits them, without any expansion; null where a quote is not closed. */
export function splitWords(line: string): string[] | null {
  const words: string[] = [];
  let end = skipSpace(line, 0);
  while (end < line.length) {
    word.lastIndex = end;
    const match = word.exec(line);
    if (match === null) return null;
    words.push(unquote(match[0]));
    const next = skipSpace(line, word.lastIndex);
    if (next === word.lastIndex && next < line.length) return null;
    end = next;
  }
  return words;
}

function skipSpace(line: string, from: number): number {
  let at = from;
  while (at < line.length && /\s/.test(line.charAt(at))) at += 1;
  return at;
}

function unquote(text: string): string {
  return text.replaceAll(
    piece,
    (_, escaped?: string, double?: string, single?: string, plain?: string) =>
      escaped ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? single ?? plain ?? '',
  );
}
