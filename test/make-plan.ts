import type { ImageWorkload, Plan, Scenario } from '../src/core/plan.ts';

/** An image that the tool starts, with nothing said of it but its port. */
export function imageWorkload(image: string, port = 80): ImageWorkload {
  return { kind: 'image', image, port, replicas: 1, env: {}, command: [], args: [], restricted: false };
}

/** A plan of these scenarios, in a namespace of its own and without a bound, unless told otherwise. */
export function makePlan(scenarios: readonly Scenario[], overrides: Partial<Plan> = {}): Plan {
  return {
    scenarios,
    namespace: null,
    seed: 7,
    maxDurationMs: null,
    setupManifests: [],
    allowClusterScoped: false,
    confirmed: false,
    nodeHelper: null,
    pushgateway: null,
    otlp: null,
    traceparent: null,
    ...overrides,
  };
}
