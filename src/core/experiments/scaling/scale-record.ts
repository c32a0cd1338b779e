import * as z from 'zod';
import { controllerKinds } from '../names.ts';

const mostReplicas = 1_000_000;
const replicas = z.int().min(0).max(mostReplicas);

/**
 * What is to be put back of a workload of the user's, should the run that scales it not live to do so. It names no
 * namespace: that is the one its lease is in, so that nobody can have a workload changed where he has no rights himself.
 */
const recordSchema = z.object({
  kind: z.enum(controllerKinds),
  name: z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/),
  /** One that was made anew since, under the same name, is somebody else's. */
  uid: z.string(),
  /** What it had. */
  replicas,
  /** What it gets from the run: any other number is somebody else's. */
  ours: z.array(replicas).min(1),
});
export type ScaleRecord = z.infer<typeof recordSchema>;

export function printScaleRecords(records: readonly ScaleRecord[]): string {
  return JSON.stringify(records);
}

export interface ReadScaleRecords {
  records: ScaleRecord[];
  /** What makes no sense, as it stands there. */
  unreadable: string[];
}

/** Reads whatever stands in a record: each entry by itself, so that one that makes no sense hides no other. */
export function readScaleRecords(text: string): ReadScaleRecords {
  const found: ReadScaleRecords = { records: [], unreadable: [] };
  const entries = parsed(text);
  if (!Array.isArray(entries)) return { records: [], unreadable: [shortened(text)] };
  for (const entry of entries as unknown[]) {
    const read = recordSchema.safeParse(entry);
    if (read.success) found.records.push(read.data);
    else found.unreadable.push(shortened(JSON.stringify(entry)));
  }
  return found;
}

/** A workload's scale as it is now. */
export interface FoundScale {
  uid: string;
  replicas: number;
}

export type ScaleDecision =
  /** It has the number that the run gave it. */
  | { act: 'put-back' }
  /** It has its own number. */
  | { act: 'nothing' }
  /** Somebody else has changed it since: whoever chose last may have had a reason. */
  | { act: 'leave'; why: string };

/** What to do about a workload that a run has scaled. @param found null where it is gone */
export function decideScale(record: ScaleRecord, found: FoundScale | null): ScaleDecision {
  const name = nameOfScaled(record);
  const had = `it had ${record.replicas}`;
  if (found === null) return { act: 'leave', why: `${name} is gone; ${had}` };
  if (found.uid !== record.uid)
    return { act: 'leave', why: `${name} was recreated by somebody else and is left unchanged; ${had}` };
  if (found.replicas === record.replicas) return { act: 'nothing' };
  if (record.ours.includes(found.replicas)) return { act: 'put-back' };
  const why = `${name} was scaled to ${found.replicas} by somebody else and is left unchanged; ${had}`;
  return { act: 'leave', why };
}

export function nameOfScaled({ kind, name }: Pick<ScaleRecord, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

const longest = 200;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
