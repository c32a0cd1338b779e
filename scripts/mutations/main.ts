/**
 * Breaks the product on purpose, one small change at a time, in a copy of the checkout, and shows that a test notices:
 * `node scripts/mutations/main.ts [--only NAME] [--suite unit] [--checkout DIR]`. Exit code 1 when one survives.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogue } from './catalogue/all.ts';
import type { ExpectedTests, Mutation } from './mutation.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { build, runTests } from './run-tests.ts';
import { Scratch } from './scratch.ts';

const { values } = parseArgs({
  options: {
    /** Parts of names, with commas between them. */
    only: { type: 'string', default: '' },
    /** Mutations that tests of this project catch; all where it is empty. */
    suite: { type: 'string', default: '' },
    checkout: { type: 'string', default: '.' },
  },
});

const chosen = catalogue.filter(
  ({ name, caughtBy }) =>
    values.only.split(',').some((part) => name.includes(part)) &&
    (values.suite === '' || caughtBy.project === values.suite),
);
if (chosen.length === 0) throw new Error('no mutation has that name');
const scratch = new Scratch(resolve(values.checkout));
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => interrupted.abort(new Error(`interrupted by ${name}`)));
try {
  checkCatalogue(chosen);
  const survivors: string[] = [];
  for (const mutation of chosen) {
    const outcome = await confirmed(mutation, await tryOne(mutation));
    console.log(lineOf(mutation, outcome));
    if (outcome.kind !== 'caught') survivors.push(mutation.name);
  }
  console.log(`${chosen.length - survivors.length} of ${chosen.length} mutations caught`);
  if (survivors.length > 0) process.exitCode = 1;
} finally {
  scratch.remove();
}

/** All at once, before the first test. @throws Error */
function checkCatalogue(mutations: readonly Mutation[]): void {
  for (const mutation of mutations) scratch.apply(mutation)();
}

async function tryOne(mutation: Mutation): Promise<Outcome> {
  const takeBack = scratch.apply(mutation);
  try {
    return await outcomeIn(mutation.caughtBy);
  } catch (error) {
    interrupted.signal.throwIfAborted();
    return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
  } finally {
    takeBack();
  }
}

/** A test that fails without the mutation, too, has caught nothing. */
async function confirmed({ caughtBy }: Mutation, outcome: Outcome): Promise<Outcome> {
  if (outcome.kind !== 'caught') return outcome;
  const { test } = outcome;
  // Not by its full name, whose parts vitest joins in another way than in its report.
  const only = test === null ? caughtBy.only : `${RegExp.escape(test.title)}$`;
  const without = await outcomeIn({ ...caughtBy, only });
  if (without.kind === 'survived') return outcome;
  return { kind: 'broken', why: `${test?.fullName ?? caughtBy.file} fails without the mutation, too` };
}

/** Unit tests run the sources, or bundle them themselves; all others need a build. @throws Error */
async function outcomeIn(tests: ExpectedTests): Promise<Outcome> {
  const { signal } = interrupted;
  const problem = tests.project === 'unit' ? null : await build(scratch.folder, signal);
  if (problem !== null) throw new Error(`the build failed:\n${problem}`);
  const { report, isLate } = await runTests(scratch.folder, tests, signal);
  return isLate ? { kind: 'caught', test: null } : outcomeOf(report);
}

function lineOf({ name, breaks, caughtBy }: Mutation, outcome: Outcome): string {
  const where = `${caughtBy.file}${caughtBy.only === null ? '' : ` -t ${caughtBy.only}`}`;
  switch (outcome.kind) {
    case 'caught':
      return `caught    ${name}: ${caughtBy.file} > ${outcome.test?.fullName ?? 'the file as a whole'}`;
    case 'survived':
      return `SURVIVED  ${name} (${breaks}): ${where} passes; write the missing test`;
    case 'broken':
      return `BROKEN    ${name}: ${outcome.why}`;
  }
}
