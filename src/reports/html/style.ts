import { createHash } from 'node:crypto';
import { chartStyle } from './style-charts.ts';
import { constantMarkup } from './markup.ts';
import { contentStyle } from './style-content.ts';

/**
 * Colours of both schemes. Texts have a contrast of 4.5 to 1 at least against the page, lines and shapes that say
 * something 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
const colours = `
:root {
  color-scheme: light dark;
  --page: #fff; --raised: #f6f7f9; --text: #1d2127; --faint: #5b636e; --hair: #dfe3e8; --line: #868e99;
  --good: #146c3c; --bad: #b3261e; --doubtful: #855300; --strong: #3b4350;
  --data: #3465a4; --data-soft: #a9c1e0;
  --step-scheduling: #868e99; --step-sandbox: #8fb0d9; --step-image: #3f72b3; --step-containers: #173257;
  --step-answer: #dbe6f3; --step-edge: #56779f;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #111418; --raised: #1a1e24; --text: #e4e7eb; --faint: #9ba4b0; --hair: #2b3139; --line: #77808c;
    --good: #67c58f; --bad: #ff8f85; --doubtful: #e3b053; --strong: #c3cad3;
    --data: #7aa9e6; --data-soft: #34527a;
    --step-scheduling: #868e99; --step-sandbox: #3f6aa3; --step-image: #7fabe2; --step-containers: #e3edfa;
    --step-answer: #22344b; --step-edge: #7f9cc0;
  }
}`;

/** All of it: constant text, whose hash is in the policy, so it goes in as it stands. */
const style = `${colours}\n${contentStyle}\n${chartStyle}\n`;

export const styleElement = constantMarkup(`<style>${style}</style>`);

/**
 * The page may do nothing but show itself with this very style: no script, no request, no form, no other base.
 * https://www.w3.org/TR/CSP3/
 */
export const contentPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
