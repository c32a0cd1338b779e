/** Which tests are expected to fail under a mutation. */
export interface ExpectedTests {
  /** A project of vitest.config.ts; all but `unit` need what `npm run build` writes. */
  project: 'unit' | 'cluster' | 'action' | 'pages';
  file: string;
  /** Regular expression for the full name of the tests, as vitest's `-t`; null runs the whole file. */
  only: string | null;
}

/** A small change that breaks the product on purpose, to show that a test notices. */
export interface Mutation {
  name: string;
  /** Relative to the root of the repository. */
  file: string;
  /** The text to replace, which must occur exactly once in the file. */
  before: string;
  after: string;
  /** What a user would suffer from it. */
  breaks: string;
  caughtBy: ExpectedTests;
}

/** A mutation that the unit tests of one file catch. */
export function unit(file: string, only: string | null = null): ExpectedTests {
  return { project: 'unit', file: `test/${file}.test.ts`, only };
}

/** A mutation that only tests on a real cluster catch. */
export function onCluster(file: string, only: string): ExpectedTests {
  return { project: 'cluster', file: `test/cluster/${file}.test.ts`, only };
}

/** A mutation that only tests of the action, as the runner starts it, catch. */
export function inAction(file: string, only: string): ExpectedTests {
  return { project: 'action', file: `test/action/${file}.test.ts`, only };
}

/** A mutation that only tests in a browser catch. */
export function inPages(file: string, only: string): ExpectedTests {
  return { project: 'pages', file: `test/pages/${file}.test.ts`, only };
}

/** The mutated source. @throws Error where the text to replace does not occur exactly once, or nothing changes */
export function mutated(source: string, { name, file, before, after }: Mutation): string {
  const found = source.split(before).length - 1;
  if (before === '' || before === after) throw new Error(`${name}: replaces nothing`);
  if (found !== 1)
    throw new Error(`${name}: its text occurs ${found} times in ${file}, not once; fix the catalogue`);
  return source.replace(before, () => after);
}
