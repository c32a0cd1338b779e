/** Enough to see why an application does not come up, and little enough for a result. */
export const mostLines = 20;
const mostCharacters = 8192;
const longestLine = 2000;

/** The last lines of a log, as many as there is room for. One that is too long is cut, and says so. */
export function lastLines(log: string): string[] {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const kept: string[] = [];
  let room = mostCharacters;
  for (const line of lines.slice(-mostLines).reverse()) {
    const short = shortened(line);
    if (short.length > room) break;
    kept.unshift(short);
    room -= short.length;
  }
  return kept;
}

function shortened(line: string): string {
  if (line.length <= longestLine) return line;
  // A pair of surrogates may be cut in two.
  return `${line.slice(0, longestLine).toWellFormed()}… (cut: the line has at least ${line.length} characters)`;
}
