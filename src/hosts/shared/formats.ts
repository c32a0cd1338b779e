import type { Result } from '../../core/result.ts';

/** Makes a report of a result. */
export type Renderer = (result: Result) => string | Promise<string>;

/** The formats that a file can have; what writes one is loaded when it is asked for. */
export const formats = {
  json: async (): Promise<Renderer> => (await import('../../reports/json.ts')).renderJson,
  markdown: async (): Promise<Renderer> => (await import('../../reports/markdown.ts')).renderMarkdown,
  html: async (): Promise<Renderer> => (await import('../../reports/html/html.ts')).renderHtml,
  junit: async (): Promise<Renderer> => (await import('../../reports/junit.ts')).renderJunit,
  csv: async (): Promise<Renderer> => (await import('../../reports/csv.ts')).renderCsv,
};

export type Format = keyof typeof formats;
export const formatNames = Object.keys(formats) as readonly Format[];

/** The report in a format. */
export async function renderAs(format: Format, result: Result): Promise<string> {
  const render = await formats[format]();
  return await render(result);
}
