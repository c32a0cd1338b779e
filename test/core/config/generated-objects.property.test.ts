import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolvePlan } from '../../../src/core/config/resolve.ts';
import type { Problem } from '../../../src/core/errors.ts';
import { wellKnownResource } from '../../../src/core/permissions/kinds.ts';
import { planNeeds } from '../../../src/core/permissions/plan-needs.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { loadProblems } from '../../../src/hosts/action/load-images.ts';
import { planLines } from '../../../src/hosts/cli/plan-lines.ts';
import { serviceFacts } from '../../../src/kube/probe/paths/facts.ts';
import { kindsOf } from '../../../src/kube/session/open-run.ts';
import { rendered, scenarioTraits } from '../../../src/kube/session/scenario-space.ts';
import { podPort } from '../../../src/kube/probe/probers/target-port.ts';
import { podTemplateOf } from '../../../src/kube/workload/pod-template.ts';
import { expectedPods, imagesOf } from '../../../src/kube/workload/render.ts';
import { serviceFrom } from '../../../src/kube/workload/service.ts';
import { plain } from '../../../src/reports/wording/style.ts';
import { generatedManifest } from './generated-objects.ts';

/** `GENERATED_OBJECTS=20000` makes it thorough; without it the unit tests stay quick. */
const numRuns = Math.ceil(Number(process.env['GENERATED_OBJECTS'] ?? 1000) / 2.5);

const experiments = [
  {},
  { burst: 3 },
  { imagePullPolicy: 'Never' },
  { experiment: 'healing' },
  { experiment: 'scaling', scaleTo: 3 },
];

function resolutionOf(objects: readonly unknown[], settings: Record<string, string | number>) {
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const input = { settings: { manifest: 'app.yml', ...settings }, nameOf: String, randomSeed: 1 };
  return resolvePlan(input, () => text);
}

/** All that is made of a plan's objects before the API server sees them. */
function prepare(plan: Plan): void {
  const place = { namespace: 'n', ownsNamespace: true, hasNodeAccess: false, helperNamespace: null };
  kindsOf(plan);
  planNeeds(plan, { ...place, resourceOf: wellKnownResource });
  loadProblems(['example.com/app:1'], plan);
  planLines(plan, plain);
  for (const scenario of plan.scenarios) {
    scenarioTraits(scenario);
    const objects = rendered(scenario, 'n', { runId: 'r', iteration: '1' }, false);
    expectedPods(objects);
    imagesOf(objects);
    const spec = objects.flatMap((object) => podTemplateOf(object)?.spec ?? [])[0];
    for (const object of objects.filter(({ kind }) => kind === 'Service')) {
      serviceFacts(serviceFrom(object));
      podPort(spec, serviceFrom(object), scenario.probe.port);
    }
  }
}

function isReadable({ field, message }: Problem): boolean {
  return field !== '' && message !== '' && !message.includes('undefined');
}

describe('objects made from the OpenAPI schema of Kubernetes, valid and nearly so', () => {
  it('are taken, or refused with a reason, and never unexpected', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0 }), fc.nat(experiments.length - 1), (seed, which) => {
        const objects = generatedManifest(seededRandom(seed));
        const resolution = resolutionOf(objects, experiments[which] as Record<string, string>);
        if ('problems' in resolution) return resolution.problems.every(isReadable);
        taken += 1;
        prepare(resolution.plan);
        return true;
      }),
      { numRuns },
    );
    // Enough of them get as far as the objects of an iteration.
    expect(taken).toBeGreaterThan(numRuns / 10);
  });
});
