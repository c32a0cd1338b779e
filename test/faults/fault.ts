/** A fault that the program survives, as docs/reliability.md tells it. */
export interface Fault {
  /** Unique, in kebab case. */
  id: string;
  fault: string;
  /** What comes of it, in the present tense, without a full stop. */
  happens: string;
  exit: Exit;
  /** What a machine needs for its tests, which are skipped elsewhere. */
  needs?: string;
  /** The tests that bring the fault about and look at what comes of it; the first is the one that comes closest. */
  provenBy: readonly [Proof, ...Proof[]];
}

/** `verdict`: the run goes on, and its verdict decides. `none`: there is nobody left to exit. */
export type Exit = 'verdict' | 'none' | readonly [ExitCode, ...ExitCode[]];
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 129 | 130 | 131 | 143;

/** A test, by its file and its titles from the outermost `describe` on, as they are written there: `pods > a pod that …`. */
export interface Proof {
  file: string;
  title: string;
}

export interface FaultGroup {
  title: string;
  faults: readonly Fault[];
}

/** Tests of one file. */
export function testsIn(file: string): (title: string) => Proof {
  return (title) => ({ file: `test/${file}`, title });
}
