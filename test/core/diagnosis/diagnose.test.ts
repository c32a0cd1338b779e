import { describe, expect, it } from 'vitest';
import { askedOf } from '../../../src/core/diagnosis/asked.ts';
import { diagnosisLine, Explaining } from '../../../src/core/diagnosis/hints.ts';
import type { Observation } from '../../../src/core/observation.ts';
import type { Manifest, Scenario } from '../../../src/core/plan.ts';
import { imageWorkload } from '../../make-plan.ts';
import { makeScenario } from '../../make-result.ts';
import {
  condition,
  container,
  endpoint,
  kubeletEvent,
  pod,
  podFacts,
  probe,
  ready,
} from '../experiments/observations.ts';

const scenario = makeScenario([], { workload: imageWorkload('web:1', 9999) });
const running = container({ name: 'web', state: 'running', reason: null });
const up = ready(900, { containers: [{ ...running, ready: true }] });

function why(observations: readonly Observation[], of: Scenario = scenario): string | null {
  const explaining = new Explaining(of, false);
  for (const seen of observations) explaining.see(seen);
  const found = explaining.now();
  return found === null ? null : diagnosisLine(found);
}

const refusedByPod = probe(2000, false, { target: 'pod', error: 'API server: HTTP 503 connection refused' });

describe('an iteration that was not answered is explained', () => {
  it('by a port on which nothing listens', () => {
    expect(why([up, endpoint(950), refusedByPod])).toBe(
      'nothing listens on port 9999 of container web: check --port, and that the application listens on 0.0.0.0, not only on localhost',
    );
    expect(why([up, endpoint(950), probe(2000, false)])).toContain(
      'nothing listens on port 9999 of container web',
    );
  });

  it('not so by a Service that refuses while its pod is not Ready, or answers itself', () => {
    const notReady = pod(900, { phase: 'Running', containers: [running] });
    expect(why([notReady, probe(2000, false)])).toContain(
      'pod app never became Ready: check its readiness probe',
    );
    const answers = probe(1500, true, { target: 'pod' });
    expect(why([up, endpoint(950), answers, probe(2000, false)])).toContain(
      'GET /healthz was not answered: ECONNREFUSED',
    );
  });

  it.each([
    [302, 'Found', 'pass --path with the path it redirects to, or pass --status 302 if that answer counts'],
    [401, 'Unauthorized', '(the probe sends none)'],
    [404, 'Not Found', 'pass --path with a path that the application serves'],
    [500, 'Internal Server Error', '--pod-logs'],
  ])('by the status %i, with what to pass', (status, name, fix) => {
    const line = why([up, probe(2000, false, { status, error: `HTTP ${status}` })]);
    expect(line).toContain(`GET /healthz returns HTTP ${status} ${name} instead of 200: `);
    expect(line).toContain(fix);
  });

  it('by the container that crashed, with its pod and exit code, also while it waits to be restarted', () => {
    const ended = container({ name: 'server', state: 'terminated', reason: 'Error', exitCode: 3 });
    const waiting = container({ name: 'server', reason: 'CrashLoopBackOff', restartCount: 1 });
    const crash = [pod(500, { containers: [ended] }), pod(800, { containers: [waiting] })];
    expect(why(crash)).toBe(
      'container server of pod app ended with exit code 3: check its command, arguments and environment; --pod-logs shows its last log lines',
    );
    expect(why(crash, { ...scenario, podLogs: true })).toContain('see its last log lines in the report');
  });

  it('by what the application says once it runs again, and not by its earlier crash', () => {
    const ended = container({ state: 'terminated', reason: 'Error', exitCode: 1 });
    expect(
      why([pod(500, { containers: [ended] }), up, probe(2000, false, { status: 404, error: 'HTTP 404' })]),
    ).toContain('HTTP 404');
  });

  it('by an image that cannot be pulled', () => {
    const waiting = container({
      name: 'web',
      image: 'web:typo',
      reason: 'ImagePullBackOff',
      message: 'Back-off pulling image "web:typo": not found',
    });
    const line = why([pod(500, { containers: [waiting] })]);
    expect(line).toContain('image web:typo of container web cannot be pulled: ');
    expect(line).toContain('the registry has no such image: check name and tag');
    expect(line).toContain('check --image');
  });

  it('by a selector that matches no pod, and by the targetPort of the Service that is probed', () => {
    const service = (spec: object): Manifest => ({
      source: 'app.yml#2',
      object: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'front' }, spec },
    });
    const of = (spec: object): Scenario => ({
      ...scenario,
      workload: { kind: 'manifest', manifests: [service(spec)] },
    });
    const ports = [{ port: 80, targetPort: 8081 }];
    expect(why([up, probe(1500, true, { target: 'pod' }), probe(2000, false)], of({ ports }))).toBe(
      'Service front has no endpoints: its selector matches no pod of the workload: make spec.selector of the Service match the labels of the pod template',
    );
    expect(why([up, endpoint(950), refusedByPod], of({ ports }))).toContain(
      'nothing listens on port 8081 of container web: check targetPort of Service front',
    );
    expect(askedOf(of({ ports: [{ port: 80, targetPort: 'http' }] })).port).toBe('http');
    expect(askedOf(of({ ports: [{ port: 80 }] })).port).toBe(80);
  });

  it('by the readiness probe, the scheduler, or a rejected create', () => {
    const notReady = pod(900, { phase: 'Running', containers: [running] });
    const unhealthy = kubeletEvent(1500, 'Unhealthy', 1500, {
      message: 'Readiness probe failed: HTTP probe failed with statuscode: 404',
    });
    expect(why([notReady, unhealthy])).toBe(
      'pod app never became Ready: Readiness probe failed: HTTP probe failed with statuscode: 404: check the path and port of its readiness probe',
    );
    const pending = podFacts({
      conditions: {
        PodScheduled: { ...condition(false, 'Unschedulable'), message: '0/1 nodes are available' },
      },
    });
    expect(why([{ kind: 'pod', atMs: 1, pod: pending, seen: { by: 'watch' } }])).toContain(
      'pod app cannot be scheduled: 0/1 nodes are available',
    );
    expect(
      why([{ kind: 'condition', atMs: 1, reason: 'FailedCreate', message: 'exceeded quota: compute' }]),
    ).toContain('FailedCreate: exceeded quota: compute: correct the manifest');
  });

  it.each([
    [
      'pod has unbound immediate PersistentVolumeClaims. not found',
      'check the storageClassName of its claim',
    ],
    [
      "1 node(s) didn't find available persistent volumes to bind.",
      'check the storageClassName of its claim',
    ],
    [
      '1 Insufficient cpu. preemption: 0/1 nodes are available',
      'lower its resource requests, or use a larger node',
    ],
    ['1 node(s) had untolerated taint {gpu: true}', 'add a toleration for the taint of the nodes'],
    ["1 node(s) didn't match Pod's node affinity/selector", 'check its node selector, affinity'],
    ["1 node(s) didn't have free ports for the requested pod ports", 'remove hostPort, or use another one'],
    ['1 node(s) were unschedulable', 'make a node schedulable (kubectl uncordon)'],
    ['1 Insufficient memory, 2 node(s) had untolerated taint {a: }', 'larger node; add a toleration'],
    ['a plugin of our own says no', 'lower its resource requests, check its node selector'],
  ])('by what the scheduler says (%s), with a fix for that', (reason, fix) => {
    const message = `0/1 nodes are available: ${reason}`;
    const PodScheduled = { ...condition(false, 'Unschedulable'), message };
    const pending = podFacts({ conditions: { PodScheduled } });
    const said = why([{ kind: 'pod', atMs: 1, pod: pending, seen: { by: 'watch' } }]) ?? '';
    expect(said.slice(said.indexOf(reason) + reason.length)).toMatch(
      new RegExp(`^[^]{2}.*${RegExp.escape(fix)}`),
    );
    expect(said).not.toMatch(/volume/i.test(reason) ? /resource requests/ : /storageClassName/);
  });

  it('by nothing where nothing was seen', () => {
    expect(why([])).toBeNull();
  });
});

describe('while the first start waits', () => {
  const hints = (...observations: Observation[]): number[] => {
    const explaining = new Explaining(scenario, true);
    return observations.flatMap((seen) => (explaining.see(seen) === null ? [] : [seen.atMs - 5000]));
  };
  const every200 = (fromMs: number, untilMs: number, facts: object): Observation[] =>
    Array.from({ length: (untilMs - fromMs) / 200 + 1 }, (_, at) => probe(fromMs + at * 200, false, facts));

  it('a status that stays is said after three seconds, once', () => {
    expect(hints(up, ...every200(1200, 9000, { status: 404, error: 'HTTP 404' }))).toEqual([4200]);
  });

  it('one that changes begins anew, and a crash is said at once', () => {
    const changing = [
      ...every200(1000, 3000, { status: 503, error: 'HTTP 503' }),
      ...every200(3200, 8000, { status: 404, error: 'HTTP 404' }),
    ];
    expect(hints(up, ...changing)).toEqual([6200]);
    const ended = container({ state: 'terminated', reason: 'Error', exitCode: 1 });
    expect(hints(pod(700, { containers: [ended] }))).toEqual([700]);
  });

  it('connections that are refused are said after five seconds', () => {
    expect(hints(up, ...every200(1200, 9000, { target: 'pod', error: 'ECONNREFUSED' }))).toEqual([6200]);
  });
});
