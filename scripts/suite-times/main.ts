/**
 * Prints where the time of the test suites went, from what their last runs have left in out/tests:
 * `node scripts/suite-times/main.ts [--short] [FILE …]`.
 */
import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSuite } from './read-suite.ts';
import { renderShort, renderTimes } from './render.ts';

const root = resolve(import.meta.dirname, '../..');
const most = 10;

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const found = globSync('out/tests/*.json', { cwd: root }).toSorted();
const reports = positionals.length > 0 ? positionals : found.map((file) => join(root, file));
const suites = reports.flatMap((path) => readSuite(path, root) ?? []);
if (suites.length === 0) console.log('no suite has run: out/tests has no report of one');
else console.log(values.short ? renderShort(suites, most) : renderTimes(suites, most));
