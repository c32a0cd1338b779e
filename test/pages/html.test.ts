import axe from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/core/result.ts';
import { headlineOf } from '../../src/reports/wording/sentences.ts';
import { openBrowser, openReport, type OpenReport, type View } from './browser.ts';
import { pageResults } from './page-results.ts';

let browser: Browser;
const open: Page[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const page of open.splice(0)) await page.close();
});

async function show(result: Result, view: View = {}): Promise<OpenReport> {
  const report = await openReport(browser, result, view);
  open.push(report.page);
  return report;
}

const schemes = ['light', 'dark'] as const;

describe.each(Object.entries(pageResults))('The page of a result: %s', (_, result) => {
  it.each(schemes)('asks for nothing and has nothing to complain about, in %s', async (scheme) => {
    const { page, requests, complaints } = await show(result, { scheme });
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.$$eval('script', (scripts) => scripts.length)).toBe(0);
  });

  it.each(schemes)('has nothing that axe finds wrong, in %s', async (scheme) => {
    const { page } = await show(result, { scheme, bypassPolicy: true });
    await page.$$eval('details', (all) => all.forEach((each) => (each.open = true)));
    expect(await violationsOf(page)).toEqual([]);
  });

  it.each([390, 1280])('fits into %i pixels', async (width) => {
    const { page } = await show(result, { width });
    await page.$$eval('details', (all) => all.forEach((each) => (each.open = true)));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await textsOutside(page, width)).toEqual([]);
  });

  it('shows the verdict without scrolling', async () => {
    const { page } = await show(result, { width: 390 });
    const { word, sentence } = headlineOf(result);
    const [text, bottom] = await page.$eval(
      'h1',
      (heading) =>
        [heading.innerText.replaceAll(/\s+/g, ' ').trim(), heading.getBoundingClientRect().bottom] as const,
    );
    expect(text).toBe(`${word} ${sentence}`);
    expect(bottom).toBeLessThan(400);
  });

  it('draws as many marks as there are iterations, each where it can be seen', async () => {
    const { page } = await show(result);
    const seen = await page.$$eval(
      '.iteration',
      (marks) =>
        marks.filter((mark) => {
          const { width, height } = mark.getBoundingClientRect();
          return width > 3 && height > 3;
        }).length,
    );
    expect(seen).toBe(result.scenarios.reduce((sum, { iterations }) => sum + iterations.length, 0));
  });

  it('prints on A4, with everything that is folded away on a screen', async () => {
    const { page } = await show(result, { width: printableWidth });
    const pdf = await page.pdf({ format: 'A4' });
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    await page.emulateMediaType('print');
    const folded = await page.$$eval(
      'details .scroll',
      (boxes) =>
        boxes.filter((box) => !box.checkVisibility() || box.getBoundingClientRect().height === 0).length,
    );
    expect(folded).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(printableWidth);
  });
});

describe('The page', () => {
  const [result] = Object.values(pageResults);
  if (result === undefined) throw new Error('no result');

  it('shows the timeline of the start whose mark is clicked, and of the next one by an arrow key', async () => {
    const { page } = await show(result);
    const shown = () =>
      page.$$eval('div.chosen', (all) =>
        all.filter((each) => each.checkVisibility()).map(({ innerText }) => innerText),
      );
    expect(await shown()).toEqual([expect.stringContaining('The slowest start.')]);
    const mark = await page.$('.iteration[data-iteration="3"] label');
    await mark?.click();
    expect(await shown()).toEqual([expect.stringMatching(/^Start 2 answered/)]);
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toEqual([expect.stringMatching(/^Start 3 answered/)]);
    await page.keyboard.press('ArrowLeft');
    expect(await shown()).toEqual([expect.stringMatching(/^Start 2 answered/)]);
  });

  it('follows the colours of the reader', async () => {
    const backgrounds: string[] = [];
    for (const scheme of schemes) {
      const { page } = await show(result, { scheme });
      backgrounds.push(await page.$eval('body', (body) => getComputedStyle(body).backgroundColor));
    }
    expect(backgrounds).toEqual(['rgb(255, 255, 255)', 'rgb(17, 20, 24)']);
  });

  it('is printed on white in the dark too', async () => {
    const { page } = await show(result, { scheme: 'dark' });
    await page.emulateMediaType('print');
    expect(await page.$eval('body', (body) => getComputedStyle(body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
  });

  it('would run no script, whatever got into it', async () => {
    const { page, complaints } = await show(result);
    const ran = await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="document.title = \'ran\'">');
      const script = document.createElement('script');
      script.textContent = 'document.title = "ran"';
      document.body.append(script);
      return document.title === 'ran';
    });
    expect(ran).toBe(false);
    expect(complaints.join('\n')).toContain('Content Security Policy');
  });
});

/** Pixels of CSS between the margins of A4. */
const printableWidth = Math.floor(((210 - 2 * 14) / 25.4) * 96);

/** What axe finds wrong by WCAG 2.x A and AA and by its best practices, one line each. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(async () => {
    const inPage = (globalThis as unknown as { axe: typeof axe }).axe;
    return await inPage.run({ resultTypes: ['violations'] });
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

/** Texts of charts that leave the page at a side, where nobody can scroll to. */
async function textsOutside(page: Page, width: number): Promise<string[]> {
  return await page.$$eval(
    'svg text',
    (texts, right) =>
      texts
        .filter((text) => {
          const box = text.getBoundingClientRect();
          return box.width > 0 && (box.left < 0 || box.right > right);
        })
        .map((text) => text.textContent),
    width,
  );
}
