import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markdownSource } from '../../src/core/markdown.ts';
import { latencyChart } from '../../src/reports/charts/mermaid.ts';
import { openBrowser } from './browser.ts';
import { pageResults } from './page-results.ts';

/** The library itself, in one file that puts `mermaid` into the page. */
const library = join(dirname(createRequire(import.meta.url).resolve('mermaid')), 'mermaid.min.js');

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ path: library });
});
afterAll(() => browser.close());

interface Mermaid {
  parse: (text: string) => Promise<{ diagramType: string }>;
  render: (id: string, text: string) => Promise<{ svg: string }>;
}

/** What stands between the fences. */
function inFence(markdown: string): string {
  return /^```mermaid\n(.*)\n```$/s.exec(markdown)?.[1] ?? 'no fence';
}

const charts = Object.entries(pageResults).flatMap(([name, { scenarios }]) =>
  scenarios.map(
    (scenario, index) => [`${name} ${index + 1}`, markdownSource(latencyChart(scenario))] as const,
  ),
);

describe.each(charts)('The Mermaid chart of %s', (_, chart) => {
  it('is what Mermaid can read', async () => {
    const parsed = await page.evaluate(
      (text) => (globalThis as unknown as { mermaid: Mermaid }).mermaid.parse(text),
      inFence(chart),
    );
    expect(parsed).toMatchObject({ diagramType: 'xychart' });
  });

  // Starts that never answered are a series of their own.
  it('is drawn with a bar for each number of each series', async () => {
    const bars = await page.evaluate(async (text) => {
      const { svg } = await (globalThis as unknown as { mermaid: Mermaid }).mermaid.render('chart', text);
      return new DOMParser().parseFromString(svg, 'text/html').querySelectorAll('[class^="bar-plot"] rect')
        .length;
    }, inFence(chart));
    const series = [...chart.matchAll(/^ {2}bar \[(.*)\]$/gm)].map(([, numbers = '']) => numbers.split(','));
    expect(series.length).toBeGreaterThan(0);
    expect(bars).toBe(series.flat().length);
  });
});
