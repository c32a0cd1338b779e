import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Writable } from 'node:stream';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../../src/core/errors.ts';
import { latestKept } from '../../../src/hosts/cli/journal.ts';
import { runWith } from '../../../src/hosts/cli/commands/run.ts';
import { FlagValues } from '../../../src/hosts/cli/flag-values.ts';
import type { RunRequest } from '../../../src/hosts/start-run.ts';
import { renderJson } from '../../../src/reports/formats/json.ts';
import { renderTable } from '../../../src/reports/terminal/table.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { makeResult } from '../../make-result.ts';
import { fakeContext } from './fake-context.ts';

const given = { image: 'app:1', port: '80' };
const met = exampleResults['met'] ?? makeResult({ scenarios: [] });
const interrupted = exampleResults['interrupted'] ?? met;

function flags(more: Record<string, unknown> = {}): FlagValues {
  return new FlagValues(new Map(Object.entries({ ...given, ...more })));
}

/** A file on a disk that is full. */
function refusing(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done(new Error('ENOSPC')) }).on(
    'error',
    () => undefined,
  );
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));
}

/** A run that goes on until it is interrupted, and has a partial result then. */
async function untilInterrupted({ signal, onResult }: RunRequest): Promise<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  await onResult(interrupted);
  throw signal.reason;
}

describe('The command run', () => {
  it.each([
    ['met', 0],
    ['violated', 1],
    ['failed', 3],
    ['inconclusive', 4],
    ['no-objectives', 0],
  ])('ends a run that is %s with exit code %i', async (name, code) => {
    const result = exampleResults[name] ?? met;
    expect(await runWith(() => Promise.resolve(result), flags(), fakeContext())).toBe(code);
  });

  it('prints the report on standard output and nothing else', async () => {
    const context = fakeContext();
    await runWith(
      ({ report }) => {
        report({ kind: 'note', level: 'warning', message: 'the API server is slow' });
        return Promise.resolve(met);
      },
      flags(),
      context,
    );
    expect(context.printed()).toBe(renderTable(met));
    expect(context.told()).toBe('warning: the API server is slow\n');
  });

  it('keeps the result where its report cannot be printed, and says how to print it', async () => {
    const home = folder();
    const context = { ...fakeContext({ HOME: home }), stdout: refusing() };
    expect(await runWith(() => Promise.resolve(met), flags(), context)).toBe(0);
    expect(context.told()).toBe('the result is kept: "pod-start-slo report" prints it\n');
    expect(await latestKept({ HOME: home })).toMatch(/\.json$/);
  });

  it('has no verdict after an error that nobody has caught', async () => {
    const context = fakeContext();
    const running = runWith(
      () => {
        context.signals.emit('uncaughtException', new TypeError('x is undefined'));
        return Promise.resolve(met);
      },
      flags(),
      context,
    );
    await expect(running).rejects.toMatchObject({ code: 'bug', message: 'unexpected: x is undefined' });
  });

  it('prints the result as JSON when asked', async () => {
    const context = fakeContext();
    await runWith(() => Promise.resolve(met), flags({ output: 'json' }), context);
    expect(context.printed()).toBe(renderJson(met));
  });

  it('prints only the verdict when quiet', async () => {
    const context = fakeContext();
    await runWith(
      ({ report }) => {
        report({ kind: 'note', level: 'info', message: 'not told' });
        return Promise.resolve(met);
      },
      flags({ quiet: true }),
      context,
    );
    expect(context.printed()).toBe('MET  p95 is 2.85 s, within its limit of 30 s\n');
    expect(context.told()).toBe('');
  });

  it('has every result so far in the file of --export-json', async () => {
    const path = join(folder(), 'made', 'result.json');
    await runWith(
      async ({ onResult }) => {
        await onResult(interrupted);
        expect(readFileSync(path, 'utf8')).toBe(renderJson(interrupted));
        return met;
      },
      flags({ 'export-json': path }),
      fakeContext(),
    );
    expect(readFileSync(path, 'utf8')).toBe(renderJson(met));
    expect(readdirSync(join(path, '..'))).toEqual(['result.json']);
  });

  it('writes and prints the partial result when interrupted, and rejects with the interruption', async () => {
    const path = join(folder(), 'report.md');
    const context = fakeContext();
    const running = runWith(untilInterrupted, flags({ 'export-markdown': path }), context);
    await expect.poll(() => context.signals.listenerCount('SIGTERM'), { interval: 5 }).toBe(1);
    context.signals.emit('SIGTERM');
    const facts = { signal: 'SIGTERM' };
    await expect(running).rejects.toMatchObject({ code: 'interrupted', facts });
    expect(context.printed()).toBe(renderTable(interrupted));
    expect(readFileSync(path, 'utf8')).toContain('**INTERRUPTED**');
    expect(context.signals.eventNames()).toEqual([]);
  });

  it('prints no report where a run failed before it had a result', async () => {
    const context = fakeContext();
    const failure = new PodStartSloError('cluster', 'forbidden');
    await expect(runWith(() => Promise.reject(failure), flags(), context)).rejects.toBe(failure);
    expect(context.printed()).toBe('');
  });

  it('tells of everything that is wrong at once, and starts nothing then', async () => {
    const wrong = flags({
      port: 'x',
      output: 'xml',
      'export-json': tmpdir(),
      cluster: 'minkube',
      wait: '1m',
    });
    let isStarted = false;
    const running = runWith(
      () => {
        isStarted = true;
        return Promise.resolve(met);
      },
      wrong,
      fakeContext(),
    );
    const fields = ['--output', '--export-json', '--cluster', '--port'];
    await expect(running).rejects.toMatchObject({
      code: 'usage',
      facts: { problems: fields.map((field) => expect.objectContaining({ field }) as unknown) },
    });
    expect(isStarted).toBe(false);
  });

  it('refuses flags of clusters that are made for one that exists', async () => {
    const running = runWith(() => Promise.resolve(met), flags({ 'keep-cluster': true }), fakeContext());
    const message = 'applies only to --cluster kind, minikube or k3d; this is --cluster existing';
    const problem = { field: '--keep-cluster', message };
    await expect(running).rejects.toMatchObject({ facts: { problems: [problem] } });
  });
});
