/**
 * Pictures of the HTML report, to be looked at: `CHROME_PATH=$(harness/browser) node test/pages/screenshots.ts [RESULT.json]`
 * writes out/pages/*.png, of the given result or of those the tests use.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resultSchema } from '../../src/core/result.ts';
import { openBrowser, openReport } from './browser.ts';
import { pageResults } from './page-results.ts';

const folder = join(import.meta.dirname, '../../out/pages');
const [given] = process.argv.slice(2);
const results =
  given === undefined
    ? pageResults
    : { given: resultSchema.parse(JSON.parse(await readFile(given, 'utf8'))) };

await mkdir(folder, { recursive: true });
await using browser = await openBrowser();
for (const [name, result] of Object.entries(results)) {
  for (const width of [1280, 390]) {
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await openReport(browser, result, { width, scheme });
      await page.screenshot({
        path: join(folder, `${name.replaceAll(' ', '-')}-${width}-${scheme}.png`),
        fullPage: true,
      });
      await page.close();
    }
  }
}
