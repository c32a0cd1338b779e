/** A record itself. Control characters that JSON leaves as they are come out escaped, for terminals. */
export function renderJson(record: object): string {
  const text = JSON.stringify(record, null, 2).replaceAll(/[\p{Cc}\u2028\u2029]/gu, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}\n`;
}
