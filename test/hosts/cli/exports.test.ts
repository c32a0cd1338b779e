import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../../src/core/errors.ts';
import type { Result } from '../../../src/core/result.ts';
import { report } from '../../../src/hosts/cli/commands/report.ts';
import { runWith } from '../../../src/hosts/cli/commands/run.ts';
import { FlagValues } from '../../../src/hosts/cli/flag-values.ts';
import { mergeFlags, runFlags } from '../../../src/hosts/cli/flags.ts';
import { formats, renderAs } from '../../../src/reports/formats/registry.ts';
import { writeWhole } from '../../../src/files/write-whole.ts';
import { renderCsv } from '../../../src/reports/formats/csv.ts';
import { renderJson } from '../../../src/reports/formats/json.ts';
import { renderJunit } from '../../../src/reports/formats/junit/junit.ts';
import { renderMarkdown } from '../../../src/reports/markdown/markdown.ts';
import { renderTable } from '../../../src/reports/terminal/table.ts';
import { makeResult } from '../../make-result.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { fakeContext } from './fake-context.ts';

const met = exampleResults['met'] ?? makeResult({ scenarios: [] });
const interrupted = exampleResults['interrupted'] ?? met;

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));
}

function flags(given: Record<string, unknown>): FlagValues {
  return new FlagValues(new Map(Object.entries({ image: 'app:1', port: '80', ...given })));
}

const formatNames = formats.map(({ name }) => name);

/** A flag for every format, each with a file of its own. */
function allExports(place: string): FlagValues {
  return flags(Object.fromEntries(formatNames.map((format) => [`export-${format}`, join(place, format)])));
}

describe('The flags of exports', () => {
  it.each([
    ['run', runFlags],
    ['merge', mergeFlags],
  ])('of %s are one for every format', (_, groups) => {
    const names = groups.flatMap((group) => group.flags.map(({ name }) => name));
    expect(names.filter((name) => name.startsWith('export-'))).toEqual(
      formatNames.map((format) => `export-${format}`),
    );
  });

  it('write every format of the result', async () => {
    const place = folder();
    await runWith(() => Promise.resolve(met), allExports(place), fakeContext());
    expect(readdirSync(place).toSorted()).toEqual([...formatNames].toSorted());
    const written = Object.fromEntries(
      formatNames.map((format) => [format, readFileSync(join(place, format), 'utf8')]),
    );
    expect(written).toMatchObject({
      json: renderJson(met),
      markdown: renderMarkdown(met),
      junit: renderJunit(met),
      csv: renderCsv(met),
    });
    expect(written['html']).toMatch(/^<!doctype html>/i);
  });

  it('write what there is after a fault, too', async () => {
    const place = folder();
    const failure = new PodStartSloError('cluster', 'the API server went away');
    const running = runWith(
      async ({ onResult }) => {
        await onResult(interrupted);
        throw failure;
      },
      allExports(place),
      fakeContext(),
    );
    await expect(running).rejects.toBe(failure);
    expect(readFileSync(join(place, 'junit'), 'utf8')).toBe(renderJunit(interrupted));
    expect(readFileSync(join(place, 'csv'), 'utf8')).toBe(renderCsv(interrupted));
  });

  it('are all tried before the run', async () => {
    const wrong = flags({ 'export-html': tmpdir(), 'export-junit': tmpdir(), 'export-csv': tmpdir() });
    const running = runWith(() => Promise.reject(new Error('must not be started')), wrong, fakeContext());
    const fields = ['--export-html', '--export-junit', '--export-csv'];
    await expect(running).rejects.toMatchObject({
      code: 'usage',
      facts: { problems: fields.map((field) => expect.objectContaining({ field }) as unknown) },
    });
  });

  it('write the others where one file can no longer be written', async () => {
    const place = folder();
    const gone = join(place, 'gone');
    const context = fakeContext();
    const running = runWith(
      () => {
        rmSync(gone, { recursive: true });
        return Promise.resolve(met);
      },
      flags({ 'export-markdown': join(gone, 'report.md'), 'export-csv': join(place, 'rows.csv') }),
      context,
    );
    await expect(running).rejects.toMatchObject({ code: 'cluster' });
    await expect(running).rejects.toThrow('--export-markdown');
    expect(readFileSync(join(place, 'rows.csv'), 'utf8')).toBe(renderCsv(met));
    expect(context.printed()).toContain(renderTable(met));
  });
});

describe('The command report', () => {
  async function printed(result: Result, format?: string): Promise<string> {
    const path = join(folder(), 'result.json');
    await writeWhole(path, renderJson(result));
    const context = fakeContext();
    const given = new FlagValues(new Map(format === undefined ? [] : [['format', format]]));
    expect(await report(given, context, path, [path])).toBe(0);
    return context.printed();
  }

  it.each(formats)('prints $name just as a run writes it', async (format) => {
    expect(await printed(met, format.name)).toBe(await renderAs(format, met));
  });

  it('prints the table where no format is named', async () => {
    expect(await printed(met)).toBe(renderTable(met));
    expect(await printed(met, 'table')).toBe(renderTable(met));
  });

  it('names all formats where there is no such one', async () => {
    await expect(report(flags({ format: 'xml' }), fakeContext(), 'none.json', [])).rejects.toMatchObject({
      code: 'usage',
      facts: {
        problems: [
          {
            field: '--format',
            value: 'xml',
            message: `must be table, ${formatNames.slice(0, -1).join(', ')} or ${formatNames.at(-1)}`,
          },
        ],
      },
    });
  });
});
