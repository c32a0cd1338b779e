import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../src/core/result.ts';
import { mergeAction } from '../../../src/hosts/action/merge-action.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { fakeHost } from './fake-host.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-merge-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Results as download-artifact lays them out, each of a run of its own. */
function shards(...names: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    mkdirSync(join(folder, `shard-${index}`));
    const text = JSON.stringify({ ...exampleResults[name], runId: `run${index}` });
    writeFileSync(join(folder, `shard-${index}/result.json`), text);
  }
}

describe('The action merge', () => {
  it('judges what several jobs left, and reports as a run does', async () => {
    shards('met', 'met');
    const host = fakeHost({ results: `${folder}/*/result.json`, reports: 'junit', comment: 'never' });
    expect(await mergeAction(host)).toBe(0);
    expect(host.outputs['verdict']).toBe('met');
    const result = JSON.parse(readFileSync(host.outputs['result-path'] ?? '', 'utf8')) as Result;
    expect(result.merged).toHaveLength(2);
    expect(host.summaries[0]).toContain('**MET**');
    expect(readFileSync(join(host.outputs['reports-path'] ?? '', 'junit.xml'), 'utf8')).toContain(
      '<testsuite',
    );
  });

  it('fails the step when the merged verdict is violated', async () => {
    shards('violated', 'violated');
    const host = fakeHost({ results: `${folder}/**/result.json` });
    expect(await mergeAction(host)).toBe(1);
    expect(host.outputs['verdict']).toBe('violated');
    expect(host.annotations).toMatchObject([{ level: 'error', title: 'SLO violated' }]);
  });

  it.each([
    [{}, 'results: no file given'],
    [{ results: 'nowhere/*.json' }, 'results: matches no file (got "nowhere/*.json")'],
    [{ results: 'package.json', reports: 'pdf' }, 'reports: must be html, junit, csv, '],
  ])('refuses %o, and says so', async (inputs, message) => {
    const host = fakeHost(inputs);
    expect(await mergeAction(host)).toBe(1);
    expect(host.outputs['verdict']).toBe('usage');
    expect(host.annotations[0]?.message).toContain(message);
  });
});
