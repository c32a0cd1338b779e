import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderTrace } from '../../src/reports/formats/trace/trace.ts';
import { pageResults } from './page-results.ts';
import { openBrowser } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const speedscope = join(
  dirname(fileURLToPath(import.meta.resolve('speedscope/package.json'))),
  'dist/release',
);

it('a viewer of traces, speedscope, reads the tracks and slices', async () => {
  const [result] = Object.values(pageResults);
  if (result === undefined) throw new Error('there is no example');
  const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-trace-'));
  const profile = join(folder, 'profile.js');
  const content = Buffer.from(renderTrace(result)).toString('base64');
  // How its own command hands over a file: https://github.com/jlfwong/speedscope
  writeFileSync(profile, `speedscope.loadFileFromBase64('trace.json', '${content}')`);
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${pathToFileURL(join(speedscope, 'index.html')).href}#localProfilePath=${profile}`);
  const title = await page.waitForFunction(() => / clock: .*\(1\/\d+\)/.exec(document.body.innerText)?.[0]);
  const starts = result.scenarios.reduce((sum, { iterations }) => sum + iterations.length, 0);
  expect(await title.jsonValue()).toContain(`, warm-up (tid 100) (1/${starts})`);
  // The table of all slices of the track.
  await page.keyboard.press('3');
  const rows = await page.waitForFunction(() => {
    const texts = [...document.querySelectorAll('tr')].map(({ innerText }) => innerText);
    return texts.length > 1 && texts;
  });
  const table = (await rows.jsonValue()) as string[];
  expect(table.join('\n')).toContain('warm-up: answered');
  expect(table.join('\n')).toContain('scheduling');
  expect(errors).toEqual([]);
  await page.close();
  rmSync(folder, { recursive: true });
});
