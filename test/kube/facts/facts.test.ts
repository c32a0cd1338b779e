import type { CoreV1Event, V1EndpointSlice, V1Pod } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { endpointFacts } from '../../../src/kube/facts/endpoint-facts.ts';
import { eventFacts } from '../../../src/kube/facts/event-facts.ts';
import { podFacts } from '../../../src/kube/facts/pod-facts.ts';
import { podRow } from '../../../src/kube/facts/pod-row.ts';

/** Objects as the API server sends them, which the types describe only nearly: times are texts. */
function event(fields: Record<string, unknown>): CoreV1Event {
  return {
    involvedObject: { kind: 'Pod', uid: 'u' },
    metadata: { name: 'x' },
    ...fields,
  };
}

function pod(
  status: Record<string, unknown>,
  spec: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): V1Pod {
  return {
    metadata: { name: 'app', uid: 'u', ...metadata },
    spec: { containers: [{ name: 'app', image: 'app:1' }], ...spec },
    status,
  };
}

describe('the stamp of an event', () => {
  it('is taken from the nanoseconds in its name first', () => {
    const facts = eventFacts(
      event({ metadata: { name: 'app.18a3c5b1f0e1d2c3' }, eventTime: '2026-01-01T00:00:00.000000Z' }),
    );
    expect(facts.unixMs).toBeCloseTo(Number(0x18a3c5b1f0e1d2c3n) / 1e6, 3);
    expect(facts.resolutionMs).toBe(0.001);
  });

  it('is taken from eventTime with its microseconds', () => {
    const facts = eventFacts(event({ eventTime: '2026-01-01T00:00:00.123456Z' }));
    expect(facts).toMatchObject({ unixMs: Date.UTC(2026, 0, 1) + 123.456, resolutionMs: 0.001 });
  });

  it('has whole seconds where there is no better one, and says so', () => {
    expect(eventFacts(event({ firstTimestamp: '2026-01-01T00:00:01Z' }))).toMatchObject({
      unixMs: Date.UTC(2026, 0, 1) + 1000,
      resolutionMs: 1000,
    });
  });

  it('is unknown where there is none', () => {
    expect(eventFacts(event({})).unixMs).toBeNull();
  });
});

describe('who reported an event, and about which container', () => {
  it.each([
    [{ source: { component: 'kubelet' } }, 'kubelet'],
    [{ reportingComponent: 'default-scheduler' }, 'scheduler'],
    [{ source: { component: 'replicaset-controller' } }, 'other'],
  ] as const)('%j', (fields, reporter) => {
    expect(eventFacts(event(fields)).reporter).toBe(reporter);
  });

  it('reads the container from the field path', () => {
    const about = { kind: 'Pod', uid: 'u', fieldPath: 'spec.initContainers{migrate}' };
    expect(eventFacts(event({ involvedObject: about })).container).toBe('migrate');
    expect(eventFacts(event({})).container).toBeNull();
  });
});

describe('the facts of a pod', () => {
  it('name init containers first, each with its state', () => {
    const facts = podFacts(
      pod(
        {
          phase: 'Pending',
          podIP: '10.0.0.1',
          conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }],
          initContainerStatuses: [
            {
              name: 'init',
              ready: true,
              restartCount: 0,
              state: { terminated: { exitCode: 0, finishedAt: '2023-11-14T22:13:23Z' } },
            },
          ],
          containerStatuses: [
            {
              name: 'app',
              ready: false,
              restartCount: 2,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
            },
          ],
        },
        { initContainers: [{ name: 'init', image: 'init:1' }], nodeName: 'node-1' },
      ),
    );
    expect(facts).toMatchObject({
      nodeName: 'node-1',
      podIP: '10.0.0.1',
      conditions: { Ready: { status: false, reason: 'ContainersNotReady' } },
    });
    expect(facts.containers).toMatchObject([
      {
        ...{ name: 'init', init: true, state: 'terminated', exitCode: 0 },
        finishedUnixMs: 1_700_000_003_000,
      },
      { name: 'app', init: false, state: 'waiting', reason: 'CrashLoopBackOff', restartCount: 2 },
    ]);
  });
});

describe('the volumes of a pod', () => {
  it('that are images are named in their order', () => {
    const volumes = [
      { name: 'tmp', emptyDir: {} },
      { name: 'model', image: { reference: 'model:1', pullPolicy: 'IfNotPresent' } },
      { name: 'none', image: {} },
      { name: 'assets', image: { reference: 'assets:1' } },
    ];
    expect(podFacts(pod({}, { volumes })).imageVolumes).toEqual([
      { name: 'model', image: 'model:1' },
      { name: 'assets', image: 'assets:1' },
    ]);
    expect(podFacts(pod({})).imageVolumes).toEqual([]);
  });
});

describe('a line of the pod watch', () => {
  it.each([
    ['a new pod', pod({ phase: 'Pending' }), '0/1', 'Pending'],
    [
      'one that runs',
      pod({
        phase: 'Running',
        containerStatuses: [{ name: 'app', ready: true, restartCount: 1, state: { running: {} } }],
      }),
      '1/1',
      'Running',
    ],
    [
      'one whose image is missing',
      pod({
        phase: 'Pending',
        containerStatuses: [
          { name: 'app', ready: false, restartCount: 0, state: { waiting: { reason: 'ErrImagePull' } } },
        ],
      }),
      '0/1',
      'ErrImagePull',
    ],
    [
      'one that is deleted',
      pod({ phase: 'Running' }, {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }),
      '0/1',
      'Terminating',
    ],
    [
      'one in its init containers',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [{ name: 'init', ready: false, restartCount: 0, state: { running: {} } }],
        },
        { initContainers: [{ name: 'init' }] },
      ),
      '0/1',
      'Init:0/1',
    ],
  ])('shows %s as kubectl does', (_, object, ready, status) => {
    expect(podRow(object, 12)).toMatchObject({ name: 'app', ready, status, ageMs: 12 });
  });
});

describe('endpoints', () => {
  it('are ready where nothing is said', () => {
    const slices = [
      {
        endpoints: [
          { addresses: ['10.0.0.1'], targetRef: { uid: 'u', name: 'app' } },
          { addresses: ['10.0.0.2'], conditions: { ready: false } },
          { addresses: ['10.0.0.3'], conditions: { ready: false, serving: true, terminating: true } },
        ],
      },
      {},
    ] as unknown as V1EndpointSlice[];
    expect(endpointFacts(slices)).toEqual([
      { address: '10.0.0.1', podUid: 'u', podName: 'app', ready: true, servesWhileTerminating: false },
      { address: '10.0.0.2', podUid: null, podName: null, ready: false, servesWhileTerminating: false },
      { address: '10.0.0.3', podUid: null, podName: null, ready: false, servesWhileTerminating: true },
    ]);
  });
});
