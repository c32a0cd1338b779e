/** A suite of a JUnit file, before it is written as XML. */
export interface Suite {
  name: string;
  startedAt: string;
  properties: Readonly<Record<string, string | number | null>>;
  cases: readonly Case[];
}

/** One case of a suite. */
export interface Case {
  classname: string;
  name: string;
  timeMs: number | null;
  outcome: 'passed' | 'failure' | 'error' | 'skipped';
  /** What kind of failure, error or skip. */
  type: string;
  message: string;
  details: readonly string[];
}
