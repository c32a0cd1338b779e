import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issuesUrl, PodStartSloError } from '../../../src/core/errors.ts';
import type { Result } from '../../../src/core/result.ts';
import type { Prepared } from '../../../src/hosts/action/prepare.ts';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import type { Start } from '../../../src/hosts/action/start.ts';
import { tellUncaught } from '../../../src/hosts/action/uncaught.ts';
import { makeResult } from '../../make-result.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { fakeHost } from './fake-host.ts';

const given = { image: 'app:pr', port: '8080', objectives: 'p95 <= 30s' };
const met = exampleResults['met'] ?? makeResult({ scenarios: [] });
const violated = exampleResults['violated'] ?? met;
const interrupted = exampleResults['interrupted'] ?? met;

const finding =
  (result: Result): Start =>
  () =>
    Promise.resolve(result);
const never: Start = () => Promise.reject(new Error('must not be started'));

/** What a run was asked for. */
async function prepared(inputs: Record<string, string>, env = {}): Promise<Prepared> {
  const asked: Prepared[] = [];
  await runAction(fakeHost(inputs, env), (wanted) => {
    asked.push(wanted);
    return Promise.resolve(met);
  });
  const [first] = asked;
  if (first === undefined) throw new Error('was not started');
  return first;
}

describe('The action', () => {
  it('ends a met run with exit code 0, outputs, a summary and no annotation', async () => {
    const host = fakeHost(given);
    expect(await runAction(host, finding(met))).toBe(0);
    expect(host.outputs).toMatchObject({ verdict: 'met', 'p95-ms': '2855' });
    expect(host.summaries).toHaveLength(1);
    expect(host.annotations).toEqual([]);
    expect(host.lines.join('\n')).toContain('MET  p95 is 2.85 s');
    const path = host.outputs['result-path'] ?? '';
    expect(path.startsWith(join(host.env['RUNNER_TEMP'] ?? '', 'pod-start-slo/'))).toBe(true);
    expect((JSON.parse(readFileSync(path, 'utf8')) as Result).verdict).toBe('met');
    expect(readFileSync(host.outputs['summary-path'] ?? '', 'utf8')).toBe(host.summaries[0]);
  });

  it('fails a violated run with one annotation', async () => {
    const host = fakeHost(given);
    expect(await runAction(host, finding(violated))).toBe(1);
    expect(host.annotations.map(({ title }) => title)).toEqual(['SLO violated']);
  });

  it('tells all that is wrong with the inputs at once, and starts nothing', async () => {
    const host = fakeHost({
      ...{
        port: '80b',
        objectives: 'p95 < 30s',
        'on-inconclusive': 'warm',
        options: 'cluster: { wait: long }',
      },
      ...{ kubeconfig: 'x', 'image-pull-policy': 'Always', image: 'app:pr', 'load-images': 'app:pr' },
    });
    expect(await runAction(host, never)).toBe(1);
    expect(host.annotations).toHaveLength(1);
    const { message = '' } = host.annotations[0] ?? {};
    const fields = ['port', 'objectives', 'on-inconclusive', 'kubeconfig', 'load-images'];
    for (const field of [...fields, 'options.cluster.wait'])
      expect(message).toMatch(new RegExp(`^  ${field}\\b`, 'm'));
    expect(message).toContain('did you mean "warn"?');
    expect(host.outputs['verdict']).toBe('usage');
    expect(host.outputs['result-path']).toBe('');
  });

  it('calls settings by the names of its inputs, and by their keys in options', async () => {
    const host = fakeHost({
      ...given,
      'max-duration': 'x',
      options:
        'defaults: { probe: { intervalMs: y, port: 0 } }\nsetupManifests: [none.yml]\nconfirm: perhaps',
    });
    await runAction(host, never);
    const { message = '' } = host.annotations[0] ?? {};
    for (const field of [
      'max-duration',
      'options.defaults.probe.intervalMs',
      'options.defaults.probe.port',
      'options.setupManifests[0]',
      'options.confirm',
    ])
      expect(message).toContain(`\n  ${field}: `);
    expect(message).not.toContain('--');
  });

  it.each([
    ['pull_request_target', {}, 1],
    ['pull_request_target', { 'allow-unsafe-event': 'true' }, 0],
    ['issue_comment', {}, 1],
    ['issue_comment', { 'allow-unsafe-event': 'true' }, 0],
    ['check_suite', {}, 1],
    ['workflow_run', {}, 1],
    ['pull_request', {}, 0],
    ['pull_request_review', {}, 0],
    ['schedule', {}, 0],
  ])('on %s with %o ends with exit code %i', async (event, inputs, code) => {
    const host = fakeHost({ ...given, ...inputs }, { GITHUB_EVENT_NAME: event });
    expect(await runAction(host, code === 0 ? finding(met) : never)).toBe(code);
    if (code === 1) expect(host.annotations[0]?.message).toContain('allow-unsafe-event');
  });

  it.each([
    ['push', 'octo-org/app', 0],
    ['pull_request', 'Octo-Org/App', 0],
    ['pull_request', 'stranger/app', 1],
    ['issue_comment', 'octo-org/app', 1],
    ['pull_request', null, 1],
  ])('after a run on %s of %s ends with exit code %i', async (event, repository, code) => {
    const host = fakeHost(given, { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_REPOSITORY: 'octo-org/app' });
    const path = join(host.env['RUNNER_TEMP'] ?? '', 'event.json');
    const head = repository === null ? null : { full_name: repository };
    writeFileSync(path, JSON.stringify({ workflow_run: { event, head_repository: head } }));
    Object.assign(host.env, { GITHUB_EVENT_PATH: path });
    expect(await runAction(host, code === 0 ? finding(met) : never)).toBe(code);
  });

  it('bounds a run that nothing else bounds to ten minutes', async () => {
    expect((await prepared(given)).plan.maxDurationMs).toBe(600_000);
    expect((await prepared({ ...given, 'max-duration': '1m' })).plan.maxDurationMs).toBe(60_000);
    const host = fakeHost();
    const config = join(host.env['RUNNER_TEMP'] ?? '', 'slo.yml');
    writeFileSync(config, 'maxDuration: 30m\nscenarios: [{ workload: { image: "app:1", port: 80 } }]\n');
    expect((await prepared({ config })).plan.maxDurationMs).toBe(1_800_000);
  });

  it('names its cluster so that no two jobs meet', async () => {
    const env = {
      GITHUB_RUN_ID: '16161616161',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_JOB: 'Slo_of a very long name',
    };
    const names = await Promise.all([prepared(given, env), prepared(given, env)]);
    const [one, two] = names.map(({ cluster }) => (cluster.kind === 'kind' ? cluster.name : ''));
    expect(one).toMatch(/^pod-start-slo-16161616161-2-slo-of-a-[a-z-]*[0-9a-f]{8}$/);
    expect(one?.length).toBeLessThanOrEqual(50);
    expect(one).not.toBe(two);
  });

  it('takes lists one a line', async () => {
    const { cluster, plan } = await prepared({
      ...given,
      'load-images': 'app:pr\n  other:1 \n\n',
      objectives: 'p95 <= 30s\nmax <= 1m',
    });
    expect(cluster).toMatchObject({ loadImages: ['app:pr', 'other:1'], waitMs: 120_000, keep: false });
    expect(plan.scenarios[0]?.objectives.map(({ expression }) => expression)).toEqual([
      'p95 <= 30s',
      'max <= 1m',
    ]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])(
    'reports what was measured when %s ends it',
    async (signal) => {
      const host = fakeHost(given);
      const start: Start = async (_, { signal: aborted, onResult }) => {
        const ended = new Promise((resolve) => aborted.addEventListener('abort', resolve));
        host.signals.emit(signal, signal);
        await ended;
        await onResult(interrupted);
        throw aborted.reason;
      };
      expect(await runAction(host, start)).toBe(1);
      expect(host.outputs['verdict']).toBe('interrupted');
      expect(host.outputs['result-path']).toMatch(/result\.json$/);
      expect(host.summaries[0]).toContain('INTERRUPTED');
      expect(host.signals.listenerCount(signal)).toBe(0);
    },
  );

  it('waits for deletions until SIGTERM, and for nothing at a third signal', async () => {
    const host = fakeHost(given);
    const start: Start = async (_, { signal, cleanupSignal }) => {
      host.signals.emit('SIGINT');
      expect([signal.aborted, cleanupSignal.aborted]).toEqual([true, false]);
      host.signals.emit('SIGTERM');
      expect(cleanupSignal.aborted).toBe(true);
      host.signals.emit('SIGTERM');
      return Promise.reject(signal.reason as Error);
    };
    await runAction(host, start);
    expect(host.exits).toEqual([1]);
  });

  it('prints no command that a cluster sends', async () => {
    const host = fakeHost(given);
    const evil = 'x\n::error::taken over\n\u001b[2K##[add-path]/tmp';
    const start: Start = (_, { report }) => {
      report({ kind: 'note', level: 'warning', message: evil });
      return Promise.reject(new PodStartSloError('cluster', evil, { hint: evil }));
    };
    expect(await runAction(host, start)).toBe(1);
    expect(host.lines.filter((line) => /^\s*::|##\[/.test(line) || line.includes('\u001b'))).toEqual([]);
    expect(host.summaries[0]).not.toContain('::error::taken over\n');
  });

  it('keeps its verdict when an output cannot be written', async () => {
    const host = fakeHost(given);
    host.toolkit.summarize = () => Promise.reject(new Error('disk full'));
    expect(await runAction(host, finding(violated))).toBe(1);
    expect(host.lines.join('\n')).toContain('warning: the job summary could not be written: disk full');
    expect(host.annotations).toHaveLength(1);
  });

  it('calls what is no error of its own a bug, and gives no verdict', async () => {
    const host = fakeHost(given);
    expect(await runAction(host, () => Promise.reject(new TypeError('x is undefined')))).toBe(1);
    expect(host.outputs['verdict']).toBe('cluster');
    expect(host.annotations[0]?.message).toContain('unexpected: x is undefined');
    expect(host.annotations[0]?.message).toContain(`report it at ${issuesUrl}`);
  });

  it.each(['uncaughtException', 'unhandledRejection'])(
    'ends a run in order, and without a verdict, after an %s',
    async (event) => {
      const host = fakeHost(given);
      const start: Start = async (_, { signal, cleanupSignal, onResult }) => {
        await onResult(interrupted);
        host.signals.emit(event, new TypeError('x is undefined'));
        expect([signal.aborted, cleanupSignal.aborted]).toEqual([true, false]);
        return met;
      };
      expect(await runAction(host, start)).toBe(1);
      expect(host.outputs['verdict']).toBe('cluster');
      expect(host.annotations[0]?.message).toContain(`report it at ${issuesUrl}`);
      expect(host.signals.eventNames()).toEqual([]);
    },
  );

  it('that cannot even read its inputs has no verdict, and says why', () => {
    const host = fakeHost();
    tellUncaught(Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' }), host.toolkit);
    expect(host.outputs['verdict']).toBe('cluster');
    expect(host.annotations[0]?.message).toContain('ENOSPC: no space left\nfree some space');
  });
});
