import { describe, expect, it } from 'vitest';
import { namespacesOf, selectPods, matcherOf } from '../../../src/core/steps/select-pods.ts';
import { rootOf } from '../../../src/kube/policy/alertmanager.ts';
import { printSelector, stateOf } from '../../../src/kube/policy/pods.ts';

describe('The state of a pod', () => {
  const waiting = (reason: string) => ({ name: reason, state: { waiting: { reason } } }) as never;
  const running = { name: 'app', state: { running: {} } } as never;

  it('is why all of its containers wait, or else its phase', () => {
    const of = (...containerStatuses: never[]) =>
      stateOf({ status: { phase: 'Running', containerStatuses } });
    expect(of(waiting('CrashLoopBackOff'), waiting('ImagePullBackOff'))).toBe(
      'CrashLoopBackOff,ImagePullBackOff',
    );
    expect(of(waiting('CrashLoopBackOff'), running)).toBe('Running');
    expect(of()).toBe('Running');
    expect(stateOf({})).toBe('Unknown');
  });

  it('is Terminating for one that was deleted', () => {
    expect(stateOf({ metadata: { deletionTimestamp: new Date() }, status: { phase: 'Running' } })).toBe(
      'Terminating',
    );
  });
});

describe('What a policy matches', () => {
  it('are the pods of a selector with everything in it', () => {
    const selector = {
      matchLabels: { app: 'web' },
      matchExpressions: [
        { key: 'tier', operator: 'In', values: ['a', 'b'] },
        { key: 'old', operator: 'DoesNotExist' },
        { key: 'new', operator: 'Exists' },
        { key: 'zone', operator: 'NotIn', values: ['x'] },
      ],
    };
    expect(printSelector(selector)).toBe('app=web,tier in (a,b),!old,new,zone notin (x)');
  });

  it('are all namespaces, a list of them, or those that a pattern finds', async () => {
    const existing = () => ['default', 'shop-a', 'shop-b'];
    expect(await namespacesOf('*', existing)).toEqual(existing());
    expect(await namespacesOf('b, a,b', existing)).toEqual(['a', 'b']);
    expect(await namespacesOf('SHOP-.*', existing)).toEqual(['shop-a', 'shop-b']);
    expect(await namespacesOf('nowhere', existing)).toEqual(['nowhere']);
  });

  it('is matched from the beginning, in upper and lower case', async () => {
    expect((await matcherOf('run|pend'))('Pending')).toBe(true);
    expect((await matcherOf('ing'))('Running')).toBe(false);
  });

  it('is left alone outside the time of day, whose bounds count', async () => {
    const pods = [{ name: 'a', namespace: 'shop', uid: 'a', state: 'Running' }];
    const at = async (hour: number, minute: number, second: number) => {
      const selection = await selectPods(
        pods,
        [
          {
            kind: 'dayTime',
            onlyDays: [],
            startTime: { hour: 9, minute: 0, second: 0 },
            endTime: { hour: 17, minute: 30, second: 0 },
          },
        ],
        { random: () => 0, now: () => ({ weekday: 'sunday', hour, minute, second }) },
      );
      return selection.kind;
    };
    expect([await at(8, 59, 59), await at(9, 0, 0), await at(17, 30, 0), await at(17, 30, 1)]).toEqual([
      'not-now',
      'pods',
      'pods',
      'not-now',
    ]);
  });
});

describe("An Alertmanager's address", () => {
  it('may be that of its API, as PowerfulSeal wants it, or its own', () => {
    expect(rootOf('http://a:9093/api/v2')).toBe('http://a:9093/api/v2');
    expect(rootOf('http://a:9093/api/v2/')).toBe('http://a:9093/api/v2');
    expect(rootOf('http://a:9093')).toBe('http://a:9093/api/v2');
    expect(rootOf('https://a/alerts/')).toBe('https://a/alerts/api/v2');
  });
});
