import type { Markdown } from '../../core/markdown.ts';
import type { ScenarioResult } from '../../core/result.ts';
import { lastPodLogs } from '../figures/pod-logs.ts';
import { blocks, codeBlock, details } from './escape.ts';

/** The last log lines of the containers, folded. */
export function podLogsPart(scenario: ScenarioResult): Markdown {
  return blocks(lastPodLogs(scenario).map(({ title, lines }) => details(title, codeBlock('text', lines))));
}
