import fc from 'fast-check';

const parts = [
  ...[
    '|',
    '\n',
    '\r\n',
    '<b>',
    '</details>',
    '<!--',
    '@octocat',
    '@org/team',
    '#12',
    'GH-7',
    'Gh-7',
    '`',
    '\\',
  ],
  ...[
    '\\|',
    '\u001B[31m',
    '\u001B]0;title\u0007',
    '\u009B2J',
    '\u202E',
    '\u200B',
    '\u2028',
    '\u0000',
    '\uD800',
  ],
  ...['https://evil.example', 'www.evil.example', 'WWW.', 'www', '.', 'evil.example/', 'mailto:a@b.example'],
  ...['someone@evil.example', 'xmpp:a@b.example', 'ftp://evil.example', '://', 'http:', '//', 'owner/repo#3'],
  ...[
    '[a](b)',
    '![a](b)',
    '**',
    '__',
    '~~',
    '- ',
    '1. ',
    '# ',
    '> ',
    '| --- |',
    '---',
    '===',
    '[^1]',
    '[ ] ',
  ],
  ...['a5c3785ed8d6a35868bc169f07e40e889087fd2e', 'a5c3785', ':tada:', '$x$', '&amp;', '&#64;', '&lt;b&gt;'],
  ...[' ', '    ', '\t', '(', ')', '*', '_', '~', '```', '"', "'"],
];

/** Text made of what is dangerous in Markdown on GitHub, and of anything else. */
export const dangerousMarkdown = fc
  .array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 })
  .map((texts) => texts.join(''));
