import type { Toolkit } from './toolkit.ts';

/** What main leaves for post, which runs in a process of its own, after kill -9 too. */
export interface State {
  /** The kind cluster that main is about to create or has created, and the program that made it. */
  kind: { name: string; kindPath: string } | null;
  /** The run whose objects may stand in an existing cluster, and the namespace to look in; null is any. */
  run: { runId: string; namespace: string | null } | null;
}

type Part = keyof State;

/** The runner keeps the last value of each name. Null takes back what was saved: nothing is left to do. */
export function saveState<P extends Part>(toolkit: Toolkit, part: P, value: State[P]): void {
  toolkit.saveState(part, value === null ? '' : JSON.stringify(value));
}

export function readState(toolkit: Toolkit): State {
  const { name, kindPath } = readPart(toolkit, 'kind');
  const { runId, namespace } = readPart(toolkit, 'run');
  return {
    kind: name == null || kindPath == null ? null : { name, kindPath },
    run: runId == null ? null : { runId, namespace: namespace ?? null },
  };
}

function readPart(toolkit: Toolkit, part: Part): Record<string, string | null> {
  const text = toolkit.state(part);
  return text === '' ? {} : (JSON.parse(text) as Record<string, string | null>);
}
