import type { Stall } from '../../../src/core/experiments/record/stalls.ts';
import type { Observation, ProbeObservation } from '../../../src/core/observation.ts';
import { pod, ready, startMs } from './observations.ts';

/** What goes on in a cluster, whoever looks at it; milliseconds. */
export interface World {
  /** How long each create request takes. The pods' is one of them, the Service's another. */
  createMs: readonly number[];
  podsAt: number;
  serviceAt: number;
  /** From the pods' creation until the application answers, and until each pod's Ready is told by the watch. */
  listensMs: number;
  readyMs: readonly number[];
  /** From the Service's creation until the watch tells the address to ask; null where the Service comes with it. */
  addressMs: number | null;
  /** From the pod's creation until the watch tells its address, where that is what is asked; else null. */
  podAddressMs: number | null;
  intervalMs: number;
  roundTripMs: number;
  responseMs: number;
  /** Whether a connection that leads nowhere hangs until it is given up, or is refused. */
  hangs: boolean;
  timeoutMs: number;
}

/** The process stands still in it. It was last seen a little before, and notices a little after. */
export interface Pause {
  fromMs: number;
  toMs: number;
  lookedMs: number;
  noticedMs: number;
  /** Gives up the attempts whose timeout ran out meanwhile before it reads their answers, and the first one after it. */
  givesUp: boolean;
}

const connectTimeoutMs = 50;

/** What a process with these pauses observes of the world. */
export function observed(world: World, pauses: readonly Pause[]): Observation[] {
  const process = new Process(pauses);
  const created = create(world, process);
  const { podsMs, serviceMs, allMs, probingMs } = created;
  const pods = world.readyMs.flatMap((ms, index) => {
    const name = { uid: `pod-${index + 1}`, name: `pod-${index + 1}` };
    const added = pod(process.reads(podsMs + 3) - startMs, { ...name, podIP: '10.0.0.1' });
    return [added, ready(process.reads(podsMs + ms) - startMs, name)];
  });
  const upMs = Math.max(podsMs + world.listensMs, serviceMs);
  const podKnownMs = process.reads(podsMs + (world.podAddressMs ?? 0));
  const probes = probe(world, process, { probingMs, upMs, podKnownMs });
  const deadlineMs = startMs + world.timeoutMs;
  const seen: Observation[] = [
    { kind: 'probing', atMs: probingMs },
    { kind: 'create-requested', atMs: startMs, unixUs: 0 },
    { kind: 'all-created', atMs: allMs },
    ...pods,
    ...probes,
  ];
  const inTime = seen.filter(({ atMs }) => atMs <= deadlineMs);
  return [...inTime, ...process.stalls].toSorted((a, b) => a.atMs - b.atMs);
}

/** Requests are sent one after the other, each when the answer to the one before has been read. */
function create(world: World, process: Process) {
  let nowMs = startMs;
  const stored = world.createMs.map((ms, index) => {
    // The process may be paused right after the stamp.
    const sentMs = process.acts(nowMs + 0.01);
    nowMs = process.reads(sentMs + ms);
    const known = index === world.serviceAt && world.addressMs === null ? nowMs : null;
    return { storedMs: sentMs + ms / 2, known };
  });
  const serviceMs = stored[world.serviceAt]?.storedMs ?? NaN;
  return {
    podsMs: stored[world.podsAt]?.storedMs ?? NaN,
    serviceMs,
    allMs: nowMs,
    probingMs: stored[world.serviceAt]?.known ?? process.reads(serviceMs + (world.addressMs ?? 0)),
  };
}

interface Moments {
  probingMs: number;
  upMs: number;
  podKnownMs: number;
}

/** Attempts on the schedule until one is answered; those that hang then are told as failures, the others not at all. */
function probe(world: World, process: Process, moments: Moments): ProbeObservation[] {
  const attempts: ProbeObservation[] = [];
  let answered: ProbeObservation | undefined;
  const { probingMs } = moments;
  for (let slot = 0; ; slot += 1) {
    const atMs = process.acts(probingMs + slot * world.intervalMs);
    if (atMs >= Math.min(answered?.atMs ?? Infinity, startMs + world.timeoutMs)) break;
    const attempt = attemptAt(atMs, world, process, moments);
    attempts.push(attempt);
    if (attempt.matched && attempt.atMs < (answered?.atMs ?? Infinity)) answered = attempt;
    // A late loop leaves out slots.
    slot = Math.max(slot, Math.floor((atMs - probingMs) / world.intervalMs));
  }
  const { atMs: endMs, startedMs: matchMs } = answered ?? { atMs: Infinity, startedMs: Infinity };
  return attempts.flatMap((each) => {
    if (each === answered || each.atMs <= endMs) return [each];
    return !each.matched && each.startedMs < matchMs ? [{ ...each, atMs: endMs }] : [];
  });
}

function attemptAt(startedMs: number, world: World, process: Process, moments: Moments): ProbeObservation {
  const { roundTripMs, responseMs, hangs, podAddressMs } = world;
  const ended = (atMs: number, matched: boolean): ProbeObservation => ({
    kind: 'probe',
    target: 'service',
    startedMs,
    atMs,
    matched,
    status: null,
    error: null,
  });
  // Timers come before what is to be read: an address that came in a pause is not known yet when it is over.
  if (podAddressMs !== null && startedMs <= moments.podKnownMs) return ended(startedMs, false);
  const sentMs = process.acts(startedMs + 0.01);
  const givenUpMs = process.acts(startedMs + connectTimeoutMs);
  if (sentMs + roundTripMs / 2 < moments.upMs)
    return ended(hangs ? givenUpMs : process.reads(sentMs + roundTripMs), false);
  const connectedMs = process.reads(sentMs + roundTripMs);
  if (process.givesUp(startedMs) || connectedMs > givenUpMs) return ended(givenUpMs, false);
  const disturbed = connectedMs === givenUpMs && process.givesUp(connectedMs);
  return disturbed ? ended(givenUpMs, false) : ended(process.reads(connectedMs + responseMs), true);
}

/** A process that does nothing while it is paused, and takes a little until it has read what came meanwhile. */
class Process {
  readonly #pauses: readonly Pause[];

  constructor(pauses: readonly Pause[]) {
    this.#pauses = pauses;
  }

  get stalls(): Stall[] {
    return this.#pauses.map(({ fromMs, toMs, lookedMs, noticedMs }) => {
      const [sinceMs, atMs] = [fromMs - lookedMs, toMs + noticedMs];
      return { kind: 'stall', atMs, sinceMs, stalledMs: atMs - sinceMs - 20, reason: 'event-loop' };
    });
  }

  /** When it does what is due at this time. */
  acts(dueMs: number): number {
    return this.#pauses.reduce((ms, { fromMs, toMs }) => (ms >= fromMs && ms < toMs ? toMs : ms), dueMs);
  }

  /** When it reads what arrives at this time. */
  reads(arrivesMs: number): number {
    const atMs = this.acts(arrivesMs);
    const pause = this.#pauses.find(({ toMs }) => toMs === atMs);
    return pause === undefined ? atMs : this.acts(atMs + pause.noticedMs * 1.5);
  }

  /** Whether what is under way at this time falls victim to a pause that has just ended. */
  givesUp(atMs: number): boolean {
    return this.#pauses.some(
      ({ toMs, noticedMs, givesUp }) => givesUp && atMs >= toMs && atMs <= toMs + noticedMs * 1.5,
    );
  }
}
