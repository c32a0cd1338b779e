import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import type { Result } from '../../core/result.ts';
import { markDefinitions } from '../charts/marks.ts';
import { longestText, shorten } from '../wording/clean.ts';
import { headlineOf } from '../wording/sentences.ts';
import { policyPart } from '../policy/html.ts';
import { aboutPart } from './about.ts';
import { html, sourceOf } from './markup.ts';
import { worstFirst } from '../figures/worst-first.ts';
import { overview } from './overview.ts';
import { scenarioPart } from './scenario.ts';
import { contentPolicy, styleElement } from './style.ts';
import { verdictPart } from './verdict.ts';

/**
 * The report as one file: an HTML document without script that asks for nothing else, in light and dark, for screens
 * of any width and for paper.
 */
export function renderHtml(result: Result): string {
  const { word, sentence } = headlineOf(result);
  const title = `${word}: ${shorten(sentence, longestText)}`;
  return `<!DOCTYPE html>\n${sourceOf(pageOf(result, title))}\n`;
}

function pageOf(result: Result, title: string) {
  const isOnly = ownScenarios(result).length < 2;
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${contentPolicy}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="generator" content="pod-start-slo ${result.tool.version}" />
      <title>${title}</title>
      ${styleElement}
    </head>
    <body>
      ${markDefinitions()} ${verdictPart(result)}
      <main>
        ${overview(result)}
        ${result.scenarios
          .map((scenario, index) => ({ scenario, place: index + 1 }))
          .toSorted((one, other) => worstFirst(one.scenario, other.scenario))
          .map(({ scenario, place }) => scenarioPart(scenario, place, isOnly, result))}
        ${policyPart(result)}${aboutPart(result)}
      </main>
      <footer>pod-start-slo ${result.tool.version}, run ${result.runId}</footer>
    </body>
  </html>`;
}
