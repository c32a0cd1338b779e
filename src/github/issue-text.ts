import * as z from 'zod';
import { markdownSource, type Markdown } from '../core/markdown.ts';
import { longestComment } from './compose.ts';
import { beginsWithMarker, decode, encode, headMarker, withoutMarkers } from './marker.ts';

const stampSchema = z.object({ runId: z.number().int(), attempt: z.number().int() });

const historySchema = z.object({
  /** The run that opened the issue. */
  first: stampSchema,
  /** The run that wrote it last. */
  last: stampSchema,
  /** Runs that found the violation, this one included; repeated attempts of a run are one. */
  runs: z.number().int().positive(),
});

/** How long it has lasted. */
export type IssueHistory = z.infer<typeof historySchema>;

const pattern = /^[^\n]*\n<!-- pod-start-slo:history v1 ([A-Za-z0-9+/]+=*) -->\n/;
const tooLong = 'The report is too long for an issue; the summary of the run has it.';

/** The text of an issue with its markers; no marker comes from anything that is rendered. */
export function issueText(key: string, history: IssueHistory, rendered: Markdown): string {
  const head = `${headMarker(key, '0')}\n<!-- pod-start-slo:history v1 ${encode(history)} -->\n`;
  const text = head + withoutMarkers(markdownSource(rendered));
  return text.length <= longestComment ? text : head + tooLong;
}

/** The history in an issue of the tool's own; null in any other text. */
export function parseIssue(text: string, key: string): IssueHistory | null {
  const [, data = ''] =
    (beginsWithMarker(text, key) ? pattern.exec(text.replaceAll('\r\n', '\n')) : null) ?? [];
  return decode(data, historySchema);
}
