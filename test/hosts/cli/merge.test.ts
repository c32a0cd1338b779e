import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeResults, type Source } from '../../../src/core/merge/merge.ts';
import { merge } from '../../../src/hosts/cli/commands/merge.ts';
import { FlagValues } from '../../../src/hosts/cli/flag-values.ts';
import { runCli } from '../../../src/hosts/cli/program.ts';
import { renderJson } from '../../../src/reports/formats/json.ts';
import { renderJunit } from '../../../src/reports/formats/junit/junit.ts';
import { renderMarkdown } from '../../../src/reports/markdown/markdown.ts';
import { renderTable } from '../../../src/reports/terminal/table.ts';
import { cutShort, shard, starts } from '../../core/merge/shards.ts';
import { fakeContext } from './fake-context.ts';

const place = mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));

/** The sources as files; each is then called by its path. */
function stored(...sources: Source[]): [Source, ...Source[]] {
  const [first, ...others] = sources.map(({ name, result }) => ({
    name: file(name, renderJson(result)),
    result,
  }));
  if (first === undefined) throw new Error('no source');
  return [first, ...others];
}

function file(name: string, text: string): string {
  writeFileSync(join(place, name), text);
  return join(place, name);
}

function flags(given: Record<string, unknown> = {}): FlagValues {
  return new FlagValues(new Map(Object.entries(given)));
}

const slow = { iterations: starts(20, 10), stoppedBecause: 'settled' } as const;
const unfinished = { iterations: starts(7), stoppedBecause: 'error', result: cutShort } as const;
const proven = { scenario: { rule: 'proven', iterations: 20, maxIterations: 20 } } as const;

describe('The command merge', () => {
  it.each([
    ['met', [shard(1), shard(2)], 0],
    ['not judged', [shard(1, { objectives: [] }), shard(2, { objectives: [] })], 0],
    ['violated', [shard(1, slow), shard(2)], 1],
    ['inconclusive', [shard(1, proven), shard(2, proven)], 4],
    ['not all ended', [shard(1), shard(2), shard(3, unfinished)], 4],
    ['violated whatever did not end', [shard(1, slow), shard(2, unfinished)], 1],
  ])('ends shards that are %s together with the exit code of a run', async (_, sources, code) => {
    const names = stored(...sources).map(({ name }) => name);
    expect(await merge(flags(), fakeContext(), names[0], names)).toBe(code);
  });

  it('prints the report of the merged result, and writes the files that are asked for', async () => {
    const sources = stored(shard(1), shard(2), shard(3, { differs: { kubernetes: 'v1.33.1' } }));
    const result = mergeResults(sources);
    const [json, junit] = [join(place, 'out/merged.json'), join(place, 'out/junit.xml')];
    const context = fakeContext();
    await merge(
      flags({ 'export-json': json, 'export-junit': junit }),
      context,
      undefined,
      sources.map(({ name }) => name),
    );
    expect(context.printed()).toBe(renderTable(result));
    expect(readFileSync(json, 'utf8')).toBe(renderJson(result));
    expect(readFileSync(junit, 'utf8')).toBe(renderJunit(result));
  });

  it('prints one table of several clusters, and what the result was merged from', async () => {
    const sources = stored(
      shard(1),
      shard(2),
      shard(3, { differs: { kubernetes: 'v1.33.1' } }),
      shard(4, unfinished),
    );
    const context = fakeContext();
    const names = sources.map(({ name }) => name);
    expect(await merge(flags(), context, undefined, names)).toBe(4);
    const printed = context.printed();
    expect(printed.match(/^ {2}goldpinger \(.*\n .*(met|inconclusive)$/gm)).toHaveLength(2);
    expect(printed).toContain('merged from 4 results');
    expect(printed.replaceAll(/\s+/g, ' ')).toContain('did not end (the API server went away)');
    expect(printed).toMatch(/INCONCLUSIVE {2}p95 <= 30s: stopped after 47 of 60 starts: no start of 47/);
  });

  it('prints the form that is asked for', async () => {
    const sources = stored(shard(1), shard(2));
    const context = fakeContext();
    await merge(
      flags({ format: 'markdown' }),
      context,
      undefined,
      sources.map(({ name }) => name),
    );
    expect(context.printed()).toBe(renderMarkdown(mergeResults(sources)));
  });

  it('says everything that is wrong with its files and flags at once', async () => {
    const [{ name }] = stored(shard(1));
    const files = [
      name,
      join(place, 'none.json'),
      file('text.json', 'text'),
      file('old.json', '{"schemaVersion":0}'),
    ];
    const running = merge(flags({ 'export-csv': tmpdir() }), fakeContext(), undefined, files);
    await expect(running).rejects.toMatchObject({
      code: 'usage',
      facts: {
        problems: [
          { field: '--export-csv' },
          { field: 'results', value: files[1], message: 'there is no such file' },
          { field: 'results', value: files[2], message: 'is not JSON' },
          { field: expect.stringContaining('old.json') as string },
        ],
      },
    });
  });

  it('is bad usage without a file', async () => {
    await expect(merge(flags(), fakeContext(), undefined, [])).rejects.toMatchObject({
      code: 'usage',
      facts: { problems: [{ field: 'results', message: 'no file given' }] },
    });
  });

  it('refuses shards that differ, with exit code 2, and names the files, what differs and both values', async () => {
    const sources = stored(shard(1), shard(2, { differs: { runner: 'CPU B' } }));
    const context = fakeContext();
    expect(await runCli(['merge', ...sources.map(({ name }) => name)], context)).toBe(2);
    expect(context.printed()).toBe('');
    expect(context.told()).toContain(`${sources[1]?.name ?? ''}: runner of goldpinger: not the same as in`);
    expect(context.told()).toContain(`${sources[0].name}, "linux, x64, CPU A`);
    expect(context.told()).toContain('(got "CPU B")');
  });

  it('takes as many files as a shell makes of a pattern', async () => {
    const names = stored(...[1, 2, 3, 4, 5].map((number) => shard(number))).map(({ name }) => name);
    const context = fakeContext();
    expect(await runCli(['merge', ...names, '--format', 'json'], context)).toBe(0);
    expect(JSON.parse(context.printed())).toMatchObject({ runId: 'run1+run2+run3+run4+run5' });
  });
});
