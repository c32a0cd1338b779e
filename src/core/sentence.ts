/** A hint as a sentence of its own. */
export function sentenceOf(hint: string): string {
  return `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.`;
}
