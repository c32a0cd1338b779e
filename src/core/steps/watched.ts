import type { Objective } from '../objective.ts';
import type { PolicyPlan } from './plan.ts';
import { literalParts } from './plan.ts';
import type { PodStep, Policy, PolicyScenario, PolicyStep, ProbeStep, Retries } from './policy.ts';
import { uniqueName } from './unique-name.ts';
import type { PolicyRun } from './result.ts';
import type { WatchLimit } from '../watch/limits.ts';
import type { WindowStart } from '../watch/window.ts';

/** A scenario of a policy that is run step by step again and again, under a name of its own. */
export interface WatchedPolicyScenario {
  name: string;
  scenario: PolicyScenario;
}

/** Those of a policy; what is measured of it has the names that are taken. */
export function watchedParts(policy: PolicyPlan, taken: readonly string[]): WatchedPolicyScenario[] {
  const names = new Set(taken);
  return literalParts(policy).map(({ scenario }) => {
    const name = uniqueName(scenario.name, names);
    names.add(name);
    return { name, scenario };
  });
}

/**
 * What the window of a scenario that is run step by step is judged against: a run that failed counts as slower than every
 * limit, as a start that never answered does, and one that passed cannot have taken longer than its steps may take.
 */
export function passLimit(scenario: PolicyScenario): WatchLimit {
  const objective: Objective = {
    expression: '95% of runs pass',
    measure: 'total',
    statistic: 'p95',
    limitMs: longestRunMs(scenario),
  };
  return { name: 'slo', objective };
}

/** A run as the window keeps it. Nobody waits for it, so how late it began is no part of its time. */
export function runEntry(
  { passed, ms }: PolicyRun,
  { atUnixMs, lateMs }: Pick<WindowStart, 'atUnixMs' | 'lateMs'>,
): WindowStart {
  const values = { total: passed ? ms : ('never' as const) };
  return { atUnixMs, lateMs, outcome: passed ? 'answered' : 'failed', values };
}

/** What a request, or waiting until something is deleted, may take beside what the policy says. */
const requestMs = 5 * 60_000;

/** The longest that all steps of a scenario may take one after the other. */
export function longestRunMs({ steps }: PolicyScenario): number {
  return steps.reduce((sum, step) => sum + longestStepMs(step), requestMs);
}

function longestStepMs(step: PolicyStep): number {
  switch (step.kind) {
    case 'kubectl':
      return requestMs;
    case 'wait':
      return step.seconds * 1000;
    case 'probeHTTP':
      return longestProbeMs(step);
    case 'podAction':
      return longestWithRetriesMs(step.retries, requestMs + waitedMs(step));
    case 'alertManagerAction':
      return longestWithRetriesMs(step.retries, requestMs);
  }
}

/** The timeout of a probe holds for the connection, and again for the response. */
function longestProbeMs({ count, retries, timeoutMs, delayMs }: ProbeStep): number {
  return count * retries * (2 * timeoutMs + delayMs);
}

function longestWithRetriesMs(retries: Retries, tryMs: number): number {
  if (retries.kind === 'once') return tryMs;
  return retries.kind === 'count'
    ? retries.count * (tryMs + retries.sleepSeconds * 1000)
    : retries.timeoutSeconds * 1000 + tryMs;
}

function waitedMs({ actions }: PodStep): number {
  return actions.reduce((sum, deed) => sum + (deed.kind === 'wait' ? deed.seconds * 1000 : 0), 0);
}

/** From one intended start of a scenario to its next, as a policy has it. */
export interface Rhythm {
  intervalMs: number;
  jitter: number;
}

/**
 * The grid that comes closest to the loop of PowerfulSeal, which runs all scenarios and then pauses for a random time: its
 * pause on average and what the steps themselves wait, moved by as much as its pauses differ.
 */
export function rhythmOf(
  { minSecondsBetweenRuns: one, maxSecondsBetweenRuns: other }: Policy,
  stepByStep: readonly PolicyScenario[],
): Rhythm {
  const pauseMs = ((one + other) / 2) * 1000;
  const steps = stepByStep.flatMap((scenario) => scenario.steps);
  const waitMs = steps.reduce((sum, step) => sum + (step.kind === 'wait' ? step.seconds * 1000 : 0), 0);
  const intervalMs = Math.max(1000, pauseMs + waitMs);
  return { intervalMs, jitter: (Math.abs(other - one) * 500) / intervalMs };
}
