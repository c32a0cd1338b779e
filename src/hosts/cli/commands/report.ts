import { usageError } from '../../../core/errors.ts';
import { resultSchema, schemaVersion, type Result } from '../../../core/result.ts';
import { renderJson } from '../../../reports/json.ts';
import { renderMarkdown } from '../../../reports/markdown.ts';
import { renderTable } from '../../../reports/table.ts';
import { styleFor } from '../color.ts';
import type { Action } from '../command-table.ts';
import { latestKept } from '../journal.ts';
import { readTextFile } from '../../shared/read-text.ts';

/** Prints a stored result. Its verdict does not become the exit code: printing it is all that was asked for. */
export const report: Action = async (flags, { stdout, env }, given) => {
  const format = flags.text('format') ?? 'table';
  const style = styleFor(stdout, !flags.has('no-color'));
  const renderers = new Map([
    ['table', (result: Result) => renderTable(result, { style })],
    ['markdown', renderMarkdown],
    ['json', renderJson],
  ]);
  const render = renderers.get(format);
  if (render === undefined)
    throw usageError([{ field: '--format', value: format, message: 'must be table, markdown or json' }]);
  stdout.write(render(readResult(given ?? (await keptResult(env)))));
  return 0;
};

async function keptResult(env: Parameters<typeof latestKept>[0]): Promise<string> {
  const path = await latestKept(env);
  if (path !== null) return path;
  const message = 'no run was killed, so no result is kept';
  throw usageError([{ field: 'result', message, fix: 'name a file that --export-json wrote' }]);
}

function readResult(file: string): Result {
  const text = readTextFile(file);
  if (typeof text !== 'string') throw usageError([{ field: 'result', value: file, message: text.problem }]);
  const parsed = resultSchema.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw usageError([
    {
      field: issue === undefined ? file : `${file}: ${issue.path.join('.')}`,
      message: `is not a result of version ${schemaVersion}: ${issue?.message ?? 'it does not fit the schema'}`,
      fix: 'give a file that --export-json wrote',
    },
  ]);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw usageError([
      { field: 'result', value: file, message: 'is not JSON', fix: 'give a file that --export-json wrote' },
    ]);
  }
}
