import { expect, it } from 'vitest';
import { PodStartSloError } from '../../../src/core/errors.ts';

import { styleFor } from '../../../src/hosts/cli/color.ts';
import { runCli } from '../../../src/hosts/cli/program.ts';
import { watchLog, type WatchLogOptions } from '../../../src/hosts/cli/watch-log.ts';
import { makeIteration, neverAnswered } from '../../make-result.ts';
import { objective } from '../../core/judging-fixtures.ts';
import { scenario } from '../../run/fake-run.ts';
import { after, fakeWatch } from '../../run/watch/fake-watch.ts';
import { fakeContext, memory } from './fake-context.ts';
import { makePlan } from '../../make-plan.ts';

const plan = makePlan([scenario({ name: 'web', timeoutMs: 60_000 })]);

function logged(more: Partial<WatchLogOptions> = {}) {
  const [stream, text] = memory();
  const now = () => new Date('2026-03-01T10:00:00.123Z');
  const log = watchLog({
    stream,
    style: styleFor(stream, false),
    format: 'text',
    quiet: false,
    plan,
    now,
    ...more,
  });
  return { ...log, lines: () => text().split('\n').slice(0, -1) };
}

const judgement = {
  ...{ name: 'slo', objective: objective('p95 <= 30s'), verdict: 'inconclusive' as const },
  ...{ observedMs: Infinity, n: 12, over: 1, pViolated: 0.5, reason: 'r' },
};
const entry = {
  atUnixMs: Date.parse('2026-03-01T09:59:55Z'),
  outcome: 'answered' as const,
  lateMs: 1500,
  values: {},
};

it('has a line for each start: how it went, how late it was, where the window stands', () => {
  const { tell, lines } = logged();
  const started = { kind: 'started', scenario: 'web', number: 12, entry, judgements: [judgement] } as const;
  tell({ ...started, iteration: makeIteration() });
  tell({
    ...started,
    entry: { ...entry, lateMs: 0 },
    iteration: neverAnswered('timed-out', 'Unsched\u001b[31mulable\nnow'),
  });
  expect(lines()).toEqual([
    '2026-03-01T10:00:00Z web #12 answered in 2.34 s (ready 1.24 s), 1.5 s after its time   slo p95 <= 30s: never answered of 12, 1 over',
    '2026-03-01T10:00:00Z web #12 timed out after 60 s: Unschedulable now   slo p95 <= 30s: never answered of 12, 1 over',
  ]);
});

it('a line of JSON holds no character that a terminal acts on or does not show, and says the same', () => {
  const { tell, lines } = logged({ format: 'json' });
  const message = 'a\u009b31mb\u0085c\u202Ed\u2066e\u200bf\u{e0041}g\u2028h\u001b]0;t\u0007\u061ci\ufeffj';
  tell({ kind: 'note', level: 'warning', message });
  expect(lines()).toHaveLength(1);
  expect(lines()[0]).not.toMatch(/[\p{C}\u2028\u2029]/u);
  expect(JSON.parse(lines()[0] ?? '')).toMatchObject({ message });
});

it('has a line for each run of a policy: whether it passed, and how many have', () => {
  const { tell, lines } = logged();
  const json = logged({ format: 'json' });
  const step = { step: 'wait', what: 'wait 5s', ms: 5000, passed: true, message: null };
  const run = {
    startedAt: '2026-03-01T09:59:56.500000Z',
    passed: false,
    ms: 5200,
    steps: [step],
    cleanUp: [],
  };
  const passes = { ...judgement, objective: { ...judgement.objective, expression: '95% of runs pass' } };
  const ran = { kind: 'ran', scenario: 'kill', number: 12, run, entry, judgements: [passes] } as const;
  tell(ran);
  json.tell(ran);
  expect(lines()).toEqual([
    '2026-03-01T10:00:00Z kill #12 failed in 5.2 s, 1.5 s after its time   slo 95% of runs pass: 11 of 12',
  ]);
  expect(JSON.parse(json.lines()[0] ?? '')).toMatchObject({
    ...{ event: 'run', scenario: 'kill', number: 12, passed: false, ms: 5200, lateMs: 1500, steps: [step] },
    intendedAt: '2026-03-01T09:59:55.000Z',
    window: [{ limit: 'slo', n: 12, over: 1 }],
  });
});

it('as JSON has a document a line, in which nothing is infinite', () => {
  const { tell, say, lines } = logged({ format: 'json' });
  tell({
    kind: 'started',
    scenario: 'web',
    number: 12,
    entry,
    judgements: [judgement],
    iteration: makeIteration(),
  });
  tell({
    kind: 'cluster-error',
    error: new PodStartSloError('cluster', 'listing pods: no', { status: 403, hint: 'ask for rights' }),
    isNew: true,
    retryInMs: 2000,
  });
  say({ level: 'info', text: 'a note' });
  expect(lines().map((line) => JSON.parse(line) as unknown)).toMatchObject([
    {
      time: '2026-03-01T10:00:00.123Z',
      level: 'info',
      event: 'start',
      scenario: 'web',
      number: 12,
      outcome: 'answered',
      intendedAt: '2026-03-01T09:59:55.000Z',
      lateMs: 1500,
      totalMs: 2340,
      window: [
        { limit: 'slo', observedMs: null, neverAnswered: true, n: 12, over: 1, verdict: 'inconclusive' },
      ],
    },
    {
      level: 'warning',
      event: 'cluster-error',
      status: 403,
      message: 'listing pods: no; ask for rights; retrying in 2 s',
    },
    { event: 'note', message: 'a note' },
  ]);
});

it('is told an error of the cluster once, and quiet tells only what somebody should look at', async () => {
  const loud = logged();
  const quiet = logged({ quiet: true });
  const done = await fakeWatch({
    scenarios: [scenario({ name: 'web', warmup: 0, objectives: [] })],
    watch: { slo: 'max <= 5s', windowMs: 15_000 },
    script: (count) => {
      if (count === 3) return new PodStartSloError('cluster', 'the cluster is away');
      return { answerMs: count === 1 ? 6000 : 1000 };
    },
    onOpen: (count) => {
      if (count === 2 || count === 3) throw new PodStartSloError('cluster', 'the cluster is away');
    },
    until: after(4),
  });
  for (const event of done.events) for (const log of [loud, quiet]) log.tell(event);
  expect(quiet.lines().map((line) => line.replace(/^\S+ /, '').slice(0, 40))).toEqual([
    'ALERT web: SLO max <= 5s is violated: ma',
    'warning: the cluster is away; retrying i',
    'warning: web: 1 start skipped, since not',
    'RECOVERED web: SLO max <= 5s is met agai',
  ]);
  expect(loud.lines().length).toBeGreaterThan(quiet.lines().length + 4);
});

it('tells everything that is wrong with its input at once, before it touches anything', async () => {
  const context = fakeContext();
  const flags = [
    '--interval',
    '1x',
    '--slo',
    'p95',
    '--webhook',
    'http//x',
    '--log-format',
    'xml',
    '--cluster',
    'moon',
  ];
  expect(await runCli(['watch', '--image', 'web', '--port', '80', ...flags], context)).toBe(2);
  for (const flag of ['--interval', '--slo', '--webhook', '--log-format', '--cluster'])
    expect(context.told()).toContain(flag);
  expect(context.told()).not.toContain('http//x');
});

it('has no flag that only a run with an end has', async () => {
  const context = fakeContext();
  expect(await runCli(['watch', '--image', 'web', '--port', '80', '--iterations', '5'], context)).toBe(2);
  expect(context.told()).toContain('there is no such flag');
});

it('says of a start that was not answered why, in words and in JSON', () => {
  const iteration = {
    ...neverAnswered('timed-out', 'NotAnswering', 'the Service did not answer'),
    diagnosis: { kind: 'refused' as const, problem: 'nothing listens on port 9', fix: 'check --port' },
  };
  const started = {
    ...({ kind: 'started', scenario: 'web', number: 12, entry: { ...entry, lateMs: 0 }, iteration } as const),
    judgements: [],
  };
  const [text, json] = [logged(), logged({ format: 'json' })];
  text.tell(started);
  json.tell(started);
  expect(text.lines()).toEqual([
    '2026-03-01T10:00:00Z web #12 timed out after 60 s: NotAnswering (nothing listens on port 9: check --port)',
  ]);
  expect(JSON.parse(json.lines()[0] ?? '')).toMatchObject({
    detail: 'the Service did not answer',
    diagnosis: { problem: 'nothing listens on port 9' },
  });
});

it('is JSON to the last line, also where wrong flags or an error end it', async () => {
  const wrong = fakeContext();
  const flags = ['--image', 'x', '--port', '0', '--log-format', 'json'];
  expect(await runCli(['watch', ...flags], wrong)).toBe(2);
  const lines = wrong.told().trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['error']);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    code: 'usage',
    problems: expect.arrayContaining([expect.objectContaining({ field: '--port' })]) as unknown,
  });

  const log = logged({ format: 'json' });
  log.fail(new PodStartSloError('cluster', 'the API server is away', { hint: 'look' }));
  log.fail(new Error('a bug'));
  expect(log.lines().map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 'error', event: 'error', code: 'cluster', message: 'the API server is away', hint: 'look' },
    { level: 'error', event: 'error', code: 'unexpected', message: 'a bug' },
  ]);
});
