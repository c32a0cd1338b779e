import type { PolicyResult, PolicyRun, Result } from '../../src/core/result.ts';
import { makeIteration, makeResult, spread } from '../make-result.ts';

const applied = {
  step: 'kubectl',
  what: 'apply Deployment/web, Service/web',
  ms: 212.4,
  passed: true,
  message: 'Deployment/web created, Service/web created',
};

function run(facts: Partial<PolicyRun> = {}): PolicyRun {
  return {
    startedAt: '2025-11-23T22:01:08.000000Z',
    passed: true,
    ms: 5231,
    steps: [applied],
    cleanUp: [],
    ...facts,
  };
}

const failed = run({
  passed: false,
  steps: [
    applied,
    {
      step: 'probeHTTP',
      what: 'GET http / of service web in shop, port 80, expecting 200',
      ms: 2210,
      passed: false,
      message: 'HTTP 503 instead of 200 (via node-port); probed 3 times',
    },
  ],
  cleanUp: ['ConfigMap/settings existed before and is kept as it is now: nothing else is ever deleted'],
});

const killed: PolicyResult['scenarios'][number] = {
  name: 'kill one pod of the shop, and it goes on answering',
  how: 'literal',
  reason: 'its steps are not kubectl apply, wait, probeHTTP but podAction, probeHTTP',
  measuredAs: null,
  notes: [],
  runs: [run(), failed, run()],
};

const measured: PolicyResult['scenarios'][number] = {
  name: 'goldpinger',
  how: 'measured',
  reason: null,
  measuredAs: 'goldpinger',
  notes: ["judged is 30s; the probe's retries would have gone on for another 200ms"],
  runs: [],
};

function policy(facts: Partial<PolicyResult>): PolicyResult {
  return {
    source: 'chaos/shop.yml',
    timing: 'measured',
    verdict: null,
    stoppedBecause: 'complete',
    scenarios: [],
    ...facts,
  };
}

const start = {
  iterations: [makeIteration({ warmup: true, totalMs: 4120 }), ...spread(20)],
  objectives: ['max <= 30s'],
};
const unasked = { via: null, viaReason: null, probeFloorMs: null, probeResolutionMs: null };

export const policyResults: Record<string, Result> = {
  'policy-measured': makeResult({
    scenarios: [start],
    result: { policy: policy({ scenarios: [measured] }) },
  }),
  'policy-mixed': makeResult({
    scenarios: [start],
    result: {
      verdict: 'violated',
      policy: policy({ verdict: 'violated', stoppedBecause: 'fail-fast', scenarios: [measured, killed] }),
    },
  }),
  'policy-passed': makeResult({
    scenarios: [],
    measurement: unasked,
    result: {
      verdict: 'met',
      policy: policy({
        timing: 'literal',
        verdict: 'met',
        scenarios: [{ ...killed, reason: null, runs: [run(), run()] }],
      }),
    },
  }),
  'policy-interrupted': makeResult({
    scenarios: [],
    measurement: unasked,
    result: {
      complete: false,
      verdict: 'inconclusive',
      error: 'interrupted by SIGINT',
      policy: policy({
        verdict: 'met',
        stoppedBecause: 'interrupted',
        scenarios: [{ ...killed, runs: [run()] }],
      }),
    },
  }),
};
