import { onCluster, unit, type Mutation } from '../mutation.ts';

/** The order of a run, and its clean-up. */
export const runMutations: readonly Mutation[] = [
  {
    name: 'deadline-ignored-within-a-round',
    file: 'src/run/run-rounds.ts',
    before: 'if (!deadline.signal.aborted) await entry.takeTurn(round);',
    after: 'await entry.takeTurn(round);',
    breaks: 'a run would go on after --max-duration',
    caughtBy: unit('run/rounds'),
  },
  {
    name: 'order-of-scenarios-fixed',
    file: 'src/run/run-rounds.ts',
    before: "order === 'drawn' ? shuffled(open, random) : open",
    after: '(random(), open)',
    breaks: 'whatever one start leaves behind would always touch the same scenario',
    caughtBy: unit('run/rounds'),
  },
  {
    name: 'answer-after-the-timeout-counts',
    file: 'src/run/measure-iteration.ts',
    before: 'if (this.#timeUpMs !== null && !tellsOfBefore(seen, this.#timeUpMs)) return;',
    after: '',
    breaks: 'a start that answers after its timeout would count as answered',
    caughtBy: unit('run/run-plan'),
  },
  {
    name: 'run-not-cleaned-up',
    file: 'src/run/run-plan.ts',
    before: '    await cleanUp(deps);',
    after: '',
    breaks: 'namespace and lease of every run would stay in the cluster',
    caughtBy: unit('run/run-plan'),
  },
  {
    name: 'interruption-recorded-as-error',
    file: 'src/run/run-plan.ts',
    before: "failure.code === 'interrupted' ? 'interrupted' : 'error'",
    after: "'error' as 'interrupted' | 'error'",
    breaks: 'the report of an interrupted run would say that the cluster failed',
    caughtBy: unit('run/run-plan'),
  },
  {
    name: 'last-result-not-written',
    file: 'src/run/run-plan.ts',
    before: 'await deps.onResult(result);',
    after: '',
    breaks: 'the file would say that the run has not ended',
    caughtBy: unit('run/run-plan'),
  },
  {
    name: 'clean-up-given-up-at-a-signal',
    file: 'src/run/measure-iteration.ts',
    before: 'await open.close(deps.cleanupSignal)',
    after: 'await open.close(deps.signal)',
    breaks: 'Ctrl-C would leave the objects of the iteration behind in a namespace of the user',
    caughtBy: onCluster('interruption', 'an interruption at whatever moment'),
  },
];
