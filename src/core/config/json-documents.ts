/**
 * The JSON documents of a text that holds several one after the other, as `kubectl get -o json` of several calls writes
 * them; null where it is anything else.
 */
export function jsonDocuments(text: string): unknown[] | null {
  const pieces = /^\s*\{/.test(text) ? splitObjects(text) : null;
  if (pieces === null || pieces.length < 2) return null;
  try {
    return pieces.map((piece) => JSON.parse(piece) as unknown);
  } catch {
    return null;
  }
}

const token = /"(?:[^"\\]|\\[\s\S])*"|[{}]/g;

/** Where the outermost braces close; null where something else than white space stands between two objects. */
function splitObjects(text: string): string[] | null {
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  for (const match of text.matchAll(token)) {
    if (match[0].startsWith('"')) continue;
    depth += match[0] === '{' ? 1 : -1;
    if (depth > 0) continue;
    const end = match.index + 1;
    pieces.push(text.slice(from, end));
    from = end;
  }
  return depth === 0 && text.slice(from).trim() === '' ? pieces : null;
}
