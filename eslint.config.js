import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { noImportCircles } from './scripts/lint/import-circles.ts';

/**
 * The rooms of src/ and what each may import. Dependencies point inward: core knows nothing, hosts know all.
 * See ARCHITECTURE.md.
 */
const rooms = [
  ...['core', 'files', 'outgoing', 'run', 'kube', 'clusters'],
  ...['reports', 'github', 'metrics', 'alerts', 'hosts'],
];
const mayImport = {
  core: [],
  files: ['core'],
  outgoing: ['core'],
  run: ['core'],
  kube: ['core'],
  clusters: ['core', 'files'],
  reports: ['core'],
  github: ['core', 'files'],
  metrics: ['core', 'outgoing'],
  alerts: ['core', 'outgoing'],
  hosts: rooms,
};

/** core and run are free of I/O: no Node built-ins, and of packages only pure ones. */
const pureRooms = new Set(['core', 'run']);
const purePackages = [
  '@stdlib/stats-base-dists-binomial-cdf',
  'simple-statistics',
  'zod',
  'yaml',
  'fastest-levenshtein',
  're2js',
];

/** What takes a text for Markdown as it is: code that has escaped it, or that moves Markdown which is there already. */
const markdownMakers = [
  'src/reports/markdown/escape.ts',
  'src/reports/markdown/units.ts',
  'src/github/compose.ts',
];
const onlyMarkdownMakers = {
  group: ['**/core/markdown.ts'],
  importNames: ['trustedMarkdown'],
  message: 'use the gfm template and its neighbours of src/reports/markdown/escape.ts, which escape',
};

function importRule(room, patternsOfFiles = [onlyMarkdownMakers]) {
  const forbidden = rooms.filter((other) => other !== room && !mayImport[room].includes(other));
  const foreign = forbidden.map((other) => ({
    group: [`**/${other}/**`],
    message: `src/${room} may import only: ${[room, ...mayImport[room]].join(', ')} (ARCHITECTURE.md)`,
  }));
  const patterns = [...foreign, ...patternsOfFiles];
  if (pureRooms.has(room)) {
    patterns.push({
      regex: `^(?!\\.)(?!(${purePackages.join('|')})$)`,
      message: `src/${room} is pure: no I/O, no clock, no process; take a port instead`,
    });
  }
  return { 'no-restricted-imports': ['error', { patterns }] };
}

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', 'out/**', 'harness/**'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'scripts/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    // client-node's models are classes only in name: what the API server sends are plain objects of their shape.
    files: [
      'src/kube/**/*.ts',
      'test/kube/**/*.ts',
      'test/cluster/**/*.ts',
      'test/versions/**/*.ts',
      'bench/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { rooms: { rules: { 'no-import-circles': noImportCircles } } },
    rules: { 'rooms/no-import-circles': 'error' },
  },
  ...rooms.map((room) => ({ files: [`src/${room}/**/*.ts`], rules: importRule(room) })),
  ...markdownMakers.map((file) => ({ files: [file], rules: importRule(file.split('/')[1], []) })),
  ...['action', 'cli'].map((host) => ({
    files: [`src/hosts/${host}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            onlyMarkdownMakers,
            {
              regex: `^(\\.\\./)+${host === 'cli' ? 'action' : 'cli'}/`,
              message:
                'hosts do not import each other: what both need is in src/hosts/shared (ARCHITECTURE.md)',
            },
          ],
        },
      ],
    },
  })),
  {
    files: ['src/core/**/*.ts', 'src/run/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'performance',
        'setTimeout',
        'setInterval',
        'fetch',
        'console',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
);
