import fc from 'fast-check';

const parts = [
  ...['"', '""', "'", ',', ';', '\n', '\r\n', '\t', '\t=1+1', '=1+1', '+1', '-1', '@SUM(A1)', '＝1', '|'],
  ...['<', '>', '&', '&amp;', '&#0;', ']]>', '<![CDATA[', '-->', '</failure>', '<!DOCTYPE x [', '%x;'],
  ...['\u0000', '\u0008', '\u001B[31m', '\u007F', '\u0085', '\uD800', '\uDFFF', '\uFFFE', '\uFFFF', '\uFEFF'],
  ...['\u2028', '\u202E', '\u200B', 'é', '漢', '😀', ' '],
];

/** Text made of what is dangerous in XML, CSV or a spreadsheet, and of anything else. */
export const dangerous = fc
  .array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 })
  .map((texts) => texts.join(''));
