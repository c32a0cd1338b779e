import { judgedBy, problem, troubleFinding, type Trouble, type Judgement } from '../judgement.ts';

export interface ServerFacts {
  server: string;
  context: string | null;
  proxy: string | null;
  /** Milliseconds until the answer, the handshakes included; null: there was none. */
  tookMs: number | null;
  trouble: Trouble | null;
}

/** Whether the API server answers at all, with or without credentials. */
export function checkServer({ server, context, proxy, tookMs, trouble }: ServerFacts): Judgement {
  const through = proxy === null ? '' : ` through the proxy ${proxy}`;
  const by = context === null ? "the pod's service account" : `context ${context}`;
  if (trouble === null && tookMs !== null)
    return judgedBy(`${server} (${by}) answers${through} in ${Math.round(tookMs)} ms`, []);
  const finding = trouble === null ? problem('no answer') : troubleFinding(trouble);
  return judgedBy(`${server} (${by}) cannot be reached${through}`, [finding]);
}
