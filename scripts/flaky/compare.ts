/** The part of vitest's JSON report that is read here. */
export interface RunReport {
  testResults: readonly {
    name: string;
    status: string;
    message?: string;
    assertionResults: readonly {
      fullName: string;
      status: string;
      failureMessages?: readonly string[] | null;
    }[];
  }[];
}

export interface Unsteady {
  /** The file, and the full name of the test; of a file that could not be run, the file alone. */
  name: string;
  why: 'differs' | 'retried' | 'fails';
  /** By run: `passed`, `failed`, `skipped`, or `missing` where the run has no such test. */
  statuses: string[];
  /** First lines of what was wrong, each once. */
  messages: string[];
}

interface Seen {
  status: string;
  messages: readonly string[];
}

/**
 * The tests that did not come out alike in all runs, those that passed only when they were tried again, and those that
 * failed in every run.
 */
export function unsteadyIn(runs: readonly RunReport[], relative: (path: string) => string): Unsteady[] {
  const seen = runs.map((run) => testsOf(run, relative));
  const names = new Set(seen.flatMap((tests) => [...tests.keys()]));
  return [...names].toSorted().flatMap((name) => {
    const outcomes = seen.map((tests) => tests.get(name) ?? { status: 'missing', messages: [] });
    const why = whyUnsteady(outcomes);
    const messages = [...new Set(outcomes.flatMap((outcome) => outcome.messages).map(firstLines))];
    return why === null ? [] : [{ name, why, statuses: outcomes.map(({ status }) => status), messages }];
  });
}

function whyUnsteady(outcomes: readonly Seen[]): Unsteady['why'] | null {
  if (new Set(outcomes.map(({ status }) => status)).size > 1) return 'differs';
  // Vitest keeps the errors of attempts before the one that passed.
  if (outcomes.some(({ status, messages }) => status === 'passed' && messages.length > 0)) return 'retried';
  return outcomes.some(({ status }) => status === 'failed') ? 'fails' : null;
}

function testsOf(run: RunReport, relative: (path: string) => string): Map<string, Seen> {
  return new Map(
    run.testResults.flatMap(({ name, status, message = '', assertionResults }) => {
      const file = relative(name);
      const tests = assertionResults.map(
        ({ fullName, status: of, failureMessages }) =>
          [`${file} > ${fullName}`, { status: normal(of), messages: failureMessages ?? [] }] as const,
      );
      const isLost = status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
      return isLost ? [...tests, [file, { status, messages: [message] }] as const] : tests;
    }),
  );
}

/** Vitest calls a test that is left out by different words. */
function normal(status: string): string {
  return status === 'pending' || status === 'todo' ? 'skipped' : status;
}

const mostLines = 6;

function firstLines(message: string): string {
  return message.trim().split('\n').slice(0, mostLines).join('\n');
}

const titles = {
  differs: 'did not come out alike',
  retried: 'passed only when tried again',
  fails: 'failed in every run',
} as const;

/** For people. */
export function renderUnsteady(unsteady: readonly Unsteady[], runs: number): string {
  if (unsteady.length === 0) return `all tests came out alike in ${runs} runs, none needed a retry`;
  return unsteady
    .map(({ name, why, statuses, messages }) => {
      const indented = messages.map((message) => `  ${message.replaceAll('\n', '\n  ')}`);
      return [`${titles[why]}: ${name}`, `  ${statuses.join(', ')}`, ...indented].join('\n');
    })
    .join('\n\n');
}
