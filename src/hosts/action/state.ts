import type { CreatedCluster } from '../../core/cluster-names.ts';
import { messageOf } from '../../core/errors.ts';
import { Log } from './log.ts';
import type { Toolkit } from './toolkit.ts';

/** What main leaves for post, which runs in a process of its own, after kill -9 too. */
export interface State {
  /** The cluster that main is about to create or has created. */
  cluster: MadeCluster | null;
  /** The run whose objects may be in an existing cluster, and where to look for them. */
  run: StartedRun | null;
}

export interface StartedRun {
  runId: string;
  /** Null is any. */
  namespace: string | null;
  kubeconfig: string | null;
  context: string | null;
}

export interface MadeCluster {
  provider: CreatedCluster;
  name: string;
  /** Tells it from any other of this name (src/clusters/own/note.ts). */
  owner: string;
  /** Whether it is kept at the end of the job. */
  keep: boolean;
}

type Part = keyof State;

/** The runner keeps the last value of each name. Null takes back what was saved: nothing is left to do. */
export function saveState<P extends Part>(toolkit: Toolkit, part: P, value: State[P]): void {
  keepForPost(toolkit, part, value === null ? '' : JSON.stringify(value));
}

/** A disk that refuses costs the safety net that post is, never the run. */
export function keepForPost(toolkit: Toolkit, name: string, value: string): void {
  try {
    toolkit.saveState(name, value);
  } catch (error) {
    new Log(toolkit).say(`warning: the state for the post step could not be saved: ${messageOf(error)}`);
  }
}

export function readState(toolkit: Toolkit): State {
  return { cluster: readPart(toolkit, 'cluster'), run: readPart(toolkit, 'run') };
}

function readPart<P extends Part>(toolkit: Toolkit, part: P): State[P] | null {
  const text = toolkit.state(part);
  return text === '' ? null : (JSON.parse(text) as State[P]);
}
