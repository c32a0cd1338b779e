/**
 * What it costs to fold the observations of many pods: `node bench/fold.ts`. The ratio says how much dearer an observation
 * is with ten times as many pods; 1 is proportional to their number, and 10 grows with its square.
 */
import { experimentOf } from '../src/core/experiments/registry.ts';
import { manyPods, type ManyPods } from '../test/core/experiments/many-pods.ts';
import { median, title } from './print.ts';

const [few, many] = [1000, 10_000];
const repetitions = 5;

/** Milliseconds of folding, for each observation. */
function foldMs({ observations, expectedPods, ...scenario }: ManyPods): number {
  const experiment = experimentOf(scenario);
  const times = Array.from({ length: repetitions }, () => {
    const folding = experiment.begin(
      { ...scenario, healing: null, probe: { askPod: true } },
      { expectedPods },
    );
    const startMs = performance.now();
    for (const seen of observations) folding.see(seen);
    return performance.now() - startMs;
  });
  return median(times) / observations.length;
}

title(`Folding the observations of ${few} and of ${many} pods`);
for (const [name, of] of Object.entries(manyPods)) {
  const [fewMs, manyMs] = [foldMs(of(few)), foldMs(of(many))];
  const each = `${(fewMs * 1000).toFixed(2)} and ${(manyMs * 1000).toFixed(2)} µs an observation`;
  console.log(`  ${name.padEnd(12)} ${each}, ratio ${(manyMs / fewMs).toFixed(2)}`);
}
