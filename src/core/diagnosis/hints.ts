import type { Observation } from '../observation.ts';
import type { Scenario } from '../plan.ts';
import type { Diagnosis } from '../result.ts';
import { askedOf, type Asked } from './asked.ts';
import { diagnose } from './diagnose.ts';
import { nothingSeen, seeMore, type Seen } from './seen.ts';

/**
 * How long a problem has to stay the same before it is worth a word while the iteration goes on: an application that
 * comes up refuses connections, and may answer 404 or 503, for a moment. What is not listed is said at the end only.
 */
const patienceMs: Partial<Record<Diagnosis['kind'], number>> = {
  image: 0,
  crash: 0,
  unscheduled: 2000,
  rejected: 2000,
  status: 3000,
  'not-http': 3000,
  refused: 5000,
};

/** Between two diagnoses: a thousand pods that are probed ten times a second each are not gone through every time. */
const pauseMs = 200;

/** Follows one iteration and explains why it is not answered: once early on, and again when it is over. */
export class Explaining {
  readonly #asked: Asked;
  readonly #seen: Seen = nothingSeen();
  #since: { problem: string; atMs: number } | null = null;
  #nextMs = -Infinity;
  #said: boolean;

  /** @param speaksEarly whether anything is said while it goes on */
  constructor(scenario: Scenario, speaksEarly: boolean) {
    this.#asked = askedOf(scenario);
    this.#said = !speaksEarly;
  }

  /** What is worth saying now, at most once. */
  see(observation: Observation): Diagnosis | null {
    seeMore(this.#seen, observation);
    if (this.#said || !mayTell(observation) || observation.atMs < this.#nextMs) return null;
    this.#nextMs = observation.atMs + pauseMs;
    const found = this.now();
    const patience = found === null ? undefined : patienceMs[found.kind];
    if (found === null || patience === undefined) {
      this.#since = null;
      return null;
    }
    if (this.#since?.problem !== found.problem)
      this.#since = { problem: found.problem, atMs: observation.atMs };
    if (observation.atMs - this.#since.atMs < patience) return null;
    this.#said = true;
    return found;
  }

  now(): Diagnosis | null {
    return diagnose(this.#seen, this.#asked);
  }
}

/** Other observations change no diagnosis. */
function mayTell({ kind }: Observation): boolean {
  return kind === 'probe' || kind === 'pod' || kind === 'condition';
}

/** `nothing listens on port 9999 of container web: check --port`, for a line of a log. */
export function diagnosisLine({ problem, fix }: Diagnosis): string {
  return fix === null ? problem : `${problem}: ${fix}`;
}
