/**
 * Breaks the product on purpose, one small change at a time, in a copy of the checkout, and shows that a test notices:
 * `node scripts/mutations/main.ts [--only NAME] [--suite unit] [--checkout DIR]`. Exit code 1 when one survives.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogue } from './catalogue/all.ts';
import type { ExpectedTests, Mutation } from './mutation.ts';
import { failedIn, outcomeOf, type Outcome } from './outcome.ts';
import { build, runTests } from './run-tests.ts';
import { Scratch } from './scratch.ts';

const { values } = parseArgs({
  options: {
    /** Part of a name. */
    only: { type: 'string', default: '' },
    /** Mutations that tests of this project catch; all where it is empty. */
    suite: { type: 'string', default: '' },
    checkout: { type: 'string', default: '.' },
  },
});

const chosen = catalogue.filter(
  ({ name, caughtBy }) =>
    name.includes(values.only) && (values.suite === '' || caughtBy.project === values.suite),
);
if (chosen.length === 0) throw new Error('no mutation has that name');
const scratch = new Scratch(resolve(values.checkout));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    scratch.remove();
    process.exit(1);
  });
try {
  checkCatalogue(chosen);
  const failing = await failingAnyway(chosen);
  const survivors: string[] = [];
  for (const mutation of chosen) {
    const outcome = await tryOne(mutation, failing);
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

/** Full names of the tests that fail without a mutation: they would catch everything. @throws Error */
async function failingAnyway(mutations: readonly Mutation[]): Promise<ReadonlySet<string>> {
  const failing = new Set<string>();
  const projects = Map.groupBy(
    mutations.map(({ caughtBy }) => caughtBy),
    ({ project }) => project,
  );
  for (const [project, tests] of projects) {
    console.log(`running the named ${project} tests without a mutation …`);
    await buildFor(project);
    const { report, isLate, limitMs } = await runTests(scratch.folder, tests);
    if (report === null) throw new Error(isLate ? `no end within ${limitMs} ms` : 'vitest wrote no report');
    for (const name of failedIn(report)) failing.add(name);
  }
  for (const name of failing) console.log(`fails without a mutation, and is ignored: ${name}`);
  return failing;
}

async function tryOne(mutation: Mutation, failing: ReadonlySet<string>): Promise<Outcome> {
  const takeBack = scratch.apply(mutation);
  try {
    await buildFor(mutation.caughtBy.project);
    const { report, isLate, limitMs } = await runTests(scratch.folder, [mutation.caughtBy]);
    return isLate ? { kind: 'caught', by: `no end within ${limitMs} ms` } : outcomeOf(report, failing);
  } catch (error) {
    return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
  } finally {
    takeBack();
  }
}

/** Unit tests run the sources, or bundle them themselves. @throws Error */
async function buildFor(project: ExpectedTests['project']): Promise<void> {
  if (project === 'unit') return;
  const problem = await build(scratch.folder);
  if (problem !== null) throw new Error(`the build failed:\n${problem}`);
}

function lineOf({ name, breaks, caughtBy }: Mutation, outcome: Outcome): string {
  const where = `${caughtBy.file}${caughtBy.only === null ? '' : ` -t ${caughtBy.only}`}`;
  switch (outcome.kind) {
    case 'caught':
      return `caught    ${name}: ${caughtBy.file} > ${outcome.by}`;
    case 'survived':
      return `SURVIVED  ${name} (${breaks}): ${where} passes; write the missing test`;
    case 'broken':
      return `BROKEN    ${name}: ${outcome.why}`;
  }
}
