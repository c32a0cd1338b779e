import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { Alerts } from '../../src/alerts/alerts.ts';
import { Delivery, type DeliveryDeps } from '../../src/alerts/delivery.ts';
import type { Alert } from '../../src/core/watch/alert.ts';
import type { WebhookFormat } from '../../src/core/watch/plan.ts';
import { FakeClock } from '../run/fake-space.ts';
import { startHook, type Hook } from './hook.ts';

const startsAtUnixMs = Date.parse('2026-03-01T10:00:00Z');
const firing: Alert = {
  ...{ status: 'firing', id: 'web/slo/1', scenario: 'web', limit: 'slo', severity: 'warning' },
  ...{ startsAtUnixMs, endsAtUnixMs: null, objective: 'p95 <= 30s', limitMs: 30_000, observedMs: Infinity },
  ...{ iterations: 20, over: 6, pViolated: 0.0003, windowMs: 86_400_000 },
  summary: 'web: SLO p95 <= 30s is violated',
  description: 'p95 of starts: never answered over the last 1440 min',
};
const resolved: Alert = {
  ...firing,
  status: 'resolved',
  observedMs: 2340,
  endsAtUnixMs: startsAtUnixMs + 60_000,
};

interface Told {
  told: Alert['status'][];
  failures: { where: string; message: string; gaveUp: boolean }[];
}

function depsFor(clock: FakeClock): DeliveryDeps & Told {
  const told: Alert['status'][] = [];
  const failures: Told['failures'] = [];
  return {
    clock,
    ...{ fetch, told, failures },
    onDelivered: ({ status }) => told.push(status),
    onFailure: (failure) => failures.push(failure),
  };
}

function deliveryTo({ url }: Hook, format: WebhookFormat, path = '') {
  const clock = new FakeClock();
  const deps = depsFor(clock);
  return { ...deps, clock, delivery: new Delivery(`${url}${path}`, format, deps) };
}

/** Lets everything arrive that can, and stops. */
async function settled(delivery: Pick<Delivery, 'close'>): Promise<void> {
  await delivery.close(AbortSignal.timeout(5000));
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
}

describe('an Alertmanager', () => {
  it.each([
    ['', '/api/v2/alerts'],
    ['/', '/api/v2/alerts'],
    ['/prefix/', '/prefix/api/v2/alerts'],
    ['/api/v2/alerts', '/api/v2/alerts'],
  ])('at the base %j is sent alerts to %s', async (base, path) => {
    await using hook = await startHook();
    const { delivery } = deliveryTo(hook, 'alertmanager', base);
    delivery.add(resolved, false);
    await settled(delivery);
    expect(hook.received).toMatchObject([{ method: 'POST', path }]);
  });

  it('is told of an alert again before it would expire, and of its end once', async () => {
    await using hook = await startHook();
    const { delivery, told, clock } = deliveryTo(hook, 'alertmanager');
    delivery.add(firing, false);
    await until(() => hook.received.length >= 3);
    delivery.add(resolved, false);
    await settled(delivery);
    const bodies = hook.received.map(({ body }) => (body as { startsAt: string; endsAt: string }[])[0]);
    expect(bodies[0]).toEqual({
      labels: { alertname: 'PodStartSloViolated', scenario: 'web', limit: 'slo', severity: 'warning' },
      annotations: { summary: firing.summary, description: firing.description },
      startsAt: '2026-03-01T10:00:00.000Z',
      endsAt: new Date(1_700_000_001_000 + 240_000).toISOString(),
    });
    const ends = bodies.slice(0, 3).map((body) => Date.parse(body?.endsAt ?? ''));
    expect(ends.map((end) => end - (ends[0] ?? NaN))).toEqual([0, 60_000, 120_000]);
    expect(bodies.at(-1)?.endsAt).toBe('2026-03-01T10:01:00.000Z');
    expect(told).toEqual(['firing', 'resolved']);
    expect(clock.nowMs()).toBeLessThan(1_000_000);
  });

  it('hears again of one that went on over a restart', async () => {
    await using hook = await startHook();
    const { delivery } = deliveryTo(hook, 'alertmanager');
    delivery.add(firing, true);
    await until(() => hook.received.length >= 1);
    await settled(delivery);
  });
});

describe('a webhook of the format json', () => {
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../schema/alert.schema.json'), 'utf8'),
  ) as object;
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);

  it('is sent a document as its schema says for each alert and recovery, once', async () => {
    await using hook = await startHook();
    const { delivery, told } = deliveryTo(hook, 'json', '/hook?token=1');
    delivery.add(firing, false);
    await until(() => hook.received.length === 1);
    delivery.add(firing, true);
    delivery.add(resolved, false);
    await settled(delivery);
    for (const { body, path, headers } of hook.received) {
      expect(validate(body), JSON.stringify(validate.errors)).toBe(true);
      expect([path, headers['content-type']]).toEqual(['/hook?token=1', 'application/json']);
    }
    expect(hook.received.map(({ body }) => body)).toMatchObject([
      {
        status: 'firing',
        observedSeconds: null,
        neverAnswered: true,
        endsAt: null,
        overLimit: 6,
        probability: 0.0003,
      },
      { status: 'resolved', observedSeconds: 2.34, neverAnswered: false, endsAt: '2026-03-01T10:01:00.000Z' },
    ]);
    expect(told).toEqual(['firing', 'resolved']);
  });

  it('that fails is tried again after 1, 2, 4 s … until it takes it', async () => {
    await using hook = await startHook((count) => [500, 0, 302, 404][count - 1] ?? 204);
    const { delivery, told, failures, clock } = deliveryTo(hook, 'json');
    delivery.add(firing, false);
    await settled(delivery);
    expect(hook.received).toHaveLength(5);
    expect(new Set(hook.received.map(({ path }) => path))).toEqual(new Set(['/']));
    expect(failures.map(({ message }) => message)).toEqual([
      'HTTP 500',
      expect.stringMatching(/UND_ERR_SOCKET|ECONNRESET/),
      'HTTP 302',
      'HTTP 404',
    ]);
    expect(clock.nowMs()).toBe(1000 + 1000 + 2000 + 4000 + 8000);
    expect(told).toEqual(['firing']);
  });

  it('is given up on after a quarter of an hour, and not before', async () => {
    await using hook = await startHook(() => 503);
    const { delivery, told, failures, clock } = deliveryTo(hook, 'json');
    delivery.add(firing, false);
    await settled(delivery);
    expect(failures.map(({ gaveUp }) => gaveUp)).toEqual([
      ...new Array<boolean>(failures.length - 1).fill(false),
      true,
    ]);
    expect(clock.nowMs()).toBeGreaterThan(14 * 60_000);
    expect(clock.nowMs()).toBeLessThan(16 * 60_000);
    expect(told).toEqual([]);
  });

  it('gets user and password of its URL as a header, and no message ever shows them', async () => {
    await using hook = await startHook((count) => (count === 1 ? 500 : 200));
    const clock = new FakeClock();
    const deps = depsFor(clock);
    const url = hook.url.replace('http://', 'http://us%40er:pa%3Ass@');
    const delivery = new Delivery(`${url}/services/T0/secret?key=secret`, 'json', deps);
    delivery.add(firing, false);
    await settled(delivery);
    expect(hook.received[1]?.headers.authorization).toBe(
      `Basic ${Buffer.from('us@er:pa:ss').toString('base64')}`,
    );
    expect(hook.received[1]?.path).toBe('/services/T0/secret?key=secret');
    expect(deps.failures).toEqual([{ where: hook.url, message: 'HTTP 500', gaveUp: false }]);
  });
});

it('an alert counts as told when every webhook has it', async () => {
  await using quick = await startHook();
  await using slow = await startHook((count) => (count < 3 ? 500 : 200));
  const deps = depsFor(new FakeClock());
  const alerts = new Alerts([quick.url, slow.url], 'json', deps);
  alerts.add(firing, false);
  await until(() => quick.received.length === 1 && slow.received.length >= 1);
  expect(deps.told).toEqual([]);
  await alerts.close(AbortSignal.timeout(5000));
  expect(deps.told).toEqual(['firing']);
  expect(deps.failures).toHaveLength(2);
});

it('closing does not wait longer than it may for a webhook that never answers', async () => {
  const deps = { ...depsFor(new FakeClock()), fetch: never };
  const alerts = new Alerts(['http://127.0.0.1:1'], 'json', deps);
  alerts.add(firing, false);
  await alerts.close(AbortSignal.timeout(50));
  expect([deps.told, deps.failures]).toEqual([[], []]);
});

/** A request that ends only when it is cut off. */
const never: typeof fetch = (_, options) =>
  new Promise((_resolve, reject) => {
    options?.signal?.addEventListener('abort', () => reject(new Error('cut off')));
  });
