import type { Result } from '../../core/result.ts';
import type { Format } from './format.ts';

/** Every format. Flags, inputs and their help come from here; a new format is a file of its own and an entry. */
export const formats: readonly Format[] = [
  {
    name: 'json',
    writes: 'the result, again after every start',
    file: 'result.json',
    isAlwaysWritten: true,
    load: async () => (await import('./json.ts')).renderJson,
  },
  {
    name: 'markdown',
    writes: 'the report in Markdown',
    file: 'summary.md',
    isAlwaysWritten: true,
    load: async () => (await import('../markdown/markdown.ts')).renderMarkdown,
  },
  {
    name: 'html',
    writes: 'the report as one HTML page that needs no network',
    file: 'report.html',
    load: async () => (await import('../html/html.ts')).renderHtml,
  },
  {
    name: 'junit',
    writes: 'the objectives as JUnit XML, for CI systems',
    file: 'junit.xml',
    load: async () => (await import('./junit/junit.ts')).renderJunit,
  },
  {
    name: 'csv',
    writes: 'a row for each start',
    file: 'iterations.csv',
    load: async () => (await import('./csv.ts')).renderCsv,
  },
  {
    name: 'bmf',
    writes: 'Bencher Metric Format, for bencher.dev',
    file: 'bencher.json',
    load: async () => (await import('./bmf.ts')).renderBmf,
  },
  {
    name: 'benchmark',
    writes: 'customSmallerIsBetter, for github-action-benchmark',
    file: 'benchmark.json',
    load: async () => (await import('./benchmark.ts')).renderBenchmark,
  },
  {
    name: 'openmetrics',
    writes: 'metrics of the run as OpenMetrics text',
    file: 'metrics.txt',
    load: async () => (await import('./openmetrics/openmetrics.ts')).renderOpenMetrics,
  },
  {
    name: 'trace',
    writes: 'the timeline of every start as Chrome trace events, for Perfetto and chrome://tracing',
    file: 'trace.json',
    load: async () => (await import('./trace/trace.ts')).renderTrace,
  },
];

/** Those that the action writes only on request. */
export const requestedFormats = formats.filter(({ isAlwaysWritten }) => isAlwaysWritten !== true);

/** The format of this name; null where there is none. */
export function formatNamed(name: string): Format | null {
  return formats.find((format) => format.name === name) ?? null;
}

/** The text of a result in a format. */
export async function renderAs({ load }: Format, result: Result): Promise<string> {
  const render = await load();
  return await render(result);
}
