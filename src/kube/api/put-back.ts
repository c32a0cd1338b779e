import { backoffMs } from '../../core/backoff.ts';
import type { Clock } from '../../core/ports.ts';
import { decideScale, type ScaleRecord } from '../../core/experiments/scaling/scale-record.ts';
import { hasStatus, type ApiClient } from './api.ts';
import { Scale, type StoredScale } from './scale.ts';

export type PutBack =
  | { kind: 'put-back'; from: number }
  /** It had its own number already. */
  | { kind: 'nothing' }
  | { kind: 'left'; why: string };

const attempts = 6;
const firstDelayMs = 100;

/**
 * Gives a workload the number back that it had, unless somebody else has changed it since. What fails on its way, or
 * finds the workload changed in between, is tried again: each try looks first. @throws ApiError; the signal's reason
 */
export async function putBack(
  api: ApiClient,
  namespace: string,
  record: ScaleRecord,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<PutBack> {
  const scale = new Scale(api, namespace, record);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryOnce(scale, record, signal);
    } catch (error) {
      const mayPass = hasStatus(error, 0, 409, 429, 500, 502, 503, 504);
      if (!mayPass || attempt === attempts) throw error;
      await clock.sleep(backoffMs(attempt, { firstMs: firstDelayMs }), signal);
    }
  }
}

async function tryOnce(scale: Scale, record: ScaleRecord, signal: AbortSignal): Promise<PutBack> {
  const found = await lookAt(scale, signal);
  const decision = decideScale(record, found);
  if (decision.act === 'leave') return { kind: 'left', why: decision.why };
  if (decision.act === 'nothing' || found === null) return { kind: 'nothing' };
  await scale.set(record.replicas, signal, found.resourceVersion);
  return { kind: 'put-back', from: found.replicas };
}

async function lookAt(scale: Scale, signal: AbortSignal): Promise<StoredScale | null> {
  try {
    return await scale.read(signal);
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    throw error;
  }
}
