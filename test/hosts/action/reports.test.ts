import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import { renderCsv } from '../../../src/reports/formats/csv.ts';
import { renderJunit } from '../../../src/reports/formats/junit/junit.ts';
import { makeResult } from '../../make-result.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { fakeHost } from './fake-host.ts';

const given = { image: 'app:pr', port: '8080', objectives: 'p95 <= 30s' };
const met = exampleResults['met'] ?? makeResult({ scenarios: [] });
const interrupted = exampleResults['interrupted'] ?? met;

describe('The input reports', () => {
  it('has files written beside the result, which the output reports-path leads to', async () => {
    const host = fakeHost({ ...given, reports: 'junit\ncsv\n' });
    expect(await runAction(host, () => Promise.resolve(met))).toBe(0);
    const folder = host.outputs['reports-path'] ?? '';
    expect(readdirSync(folder).toSorted()).toEqual([
      'iterations.csv',
      'junit.xml',
      'result.json',
      'summary.md',
    ]);
    expect(host.outputs['result-path']).toBe(join(folder, 'result.json'));
    expect(readFileSync(join(folder, 'junit.xml'), 'utf8')).toBe(renderJunit(met));
    expect(readFileSync(join(folder, 'iterations.csv'), 'utf8')).toBe(renderCsv(met));
  });

  it('has the page written as report.html', async () => {
    const host = fakeHost({ ...given, reports: 'html' });
    await runAction(host, () => Promise.resolve(met));
    const page = readFileSync(join(host.outputs['reports-path'] ?? '', 'report.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/i);
  });

  it('writes none that nobody asked for', async () => {
    const host = fakeHost(given);
    await runAction(host, () => Promise.resolve(met));
    expect(readdirSync(host.outputs['reports-path'] ?? '').toSorted()).toEqual(['result.json', 'summary.md']);
  });

  it('writes them of what was measured before a fault, too', async () => {
    const host = fakeHost({ ...given, reports: 'junit' });
    await runAction(host, async (_, { onResult }) => {
      await onResult(interrupted);
      throw new Error('the node went away');
    });
    const path = join(host.outputs['reports-path'] ?? '', 'junit.xml');
    expect(readFileSync(path, 'utf8')).toBe(renderJunit(interrupted));
  });

  it('tells of a wrong word with all that is wrong, and starts nothing', async () => {
    const host = fakeHost({ ...given, port: 'x', reports: 'csv\njunt' });
    const never = () => Promise.reject(new Error('must not be started'));
    expect(await runAction(host, never)).toBe(1);
    const { message = '' } = host.annotations[0] ?? {};
    expect(message).toMatch(/^ {2}port\b/m);
    expect(message).toMatch(/^ {2}reports: must be html, junit, csv, .* \(got "junt"\)/m);
    expect(message).toContain('did you mean "junit"?');
    expect(host.outputs['verdict']).toBe('usage');
  });

  it('writes the others where one cannot be written, and the verdict stays', async () => {
    const host = fakeHost({ ...given, reports: 'junit\ncsv' });
    const code = await runAction(host, async (_, { onResult }) => {
      await onResult(met);
      const parent = join(host.env['RUNNER_TEMP'] ?? '', 'pod-start-slo');
      const [run = ''] = readdirSync(parent);
      // A folder where the file is to be: it cannot be replaced.
      mkdirSync(join(parent, run, 'junit.xml/in-the-way'), { recursive: true });
      return met;
    });
    expect(code).toBe(0);
    expect(host.outputs['verdict']).toBe('met');
    expect(host.lines.join('\n')).toContain('junit.xml could not be written');
    expect(existsSync(join(host.outputs['reports-path'] ?? '', 'iterations.csv'))).toBe(true);
    rmSync(host.outputs['reports-path'] ?? '', { recursive: true });
  });
});
