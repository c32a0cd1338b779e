import type { AttemptResult } from '../../../../src/kube/probe/attempt/attempt-result.ts';

export function result(over: Partial<AttemptResult> = {}): AttemptResult {
  return {
    startedMs: 0,
    connectedMs: null,
    atMs: 1,
    matched: false,
    status: null,
    error: 'ECONNREFUSED',
    ...over,
  };
}

export function match(over: Partial<AttemptResult> = {}): AttemptResult {
  return { startedMs: 0, connectedMs: 1, atMs: 2, matched: true, status: 200, error: null, ...over };
}
