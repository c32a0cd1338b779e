import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderHtml } from '../../../src/reports/html/html.ts';
import type { Result } from '../../../src/core/result.ts';
import { makeResult, neverAnswered } from '../../make-result.ts';
import { elementsOf } from './parse.ts';
import { comparedWith, realisticIterations } from './realistic.ts';

/** Text made of what is dangerous in a page, and of anything else. */
const dangerous = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['<', '>', '"', "'", '&', '`', '=', '/', '\\', '<!--', '-->', ']]>', '<![CDATA[', '&lt;', '&#60;'],
        ...['<script>', '</script>', '</style>', '</title>', '</svg>', '</table>', '</body>', '<plaintext>'],
        ...[
          '<img src=x onerror=alert(1)>',
          '" onload="alert(1)',
          "' style='",
          'javascript:alert(1)',
          '<base href=//x>',
        ],
        ...['\u0000', '\u202E', '\u2028', '\uD800', '\u001B[31m', '\n', '\t', '\u00A0'],
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** A result with a text everywhere a cluster or a file may put one. */
function resultWith(text: string): Result {
  const made = makeResult({
    scenarios: [
      {
        iterations: [
          ...realisticIterations(2).map((each) => ({
            ...each,
            nodeName: text,
            instants: each.instants.map((instant) => ({
              ...instant,
              pod: text,
              container: text,
            })),
            probe: { ...each.probe, lastError: text },
          })),
          ...(['timed-out', 'failed', 'invalid'] as const).map((outcome) =>
            neverAnswered(outcome, text, text),
          ),
        ],
        objectives: ['p95 <= 30s'],
        scenario: { name: text, imagePullPolicy: 'Always' },
        causes: [{ name: text, message: text, savesMs: 300 }],
      },
      { iterations: [], scenario: { name: text } },
    ],
    result: { namespace: text, runId: text, startedAt: text, finishedAt: text, error: text, complete: false },
    measurement: { viaReason: text, notes: [text] },
  });
  return everywhere(comparedWith(made, 0.8), text);
}

/** What the usual results have words of their own for. */
function everywhere(result: Result, text: string): Result {
  const node = {
    name: text,
    kubeletVersion: text,
    containerRuntime: text,
    osImage: text,
    cpu: text,
    memory: text,
  };
  const cluster = { provider: text, context: text, server: text, version: text, nodes: [node] };
  const scenarios = result.scenarios.map((scenario) => ({
    ...scenario,
    image: text,
    imagePullPolicy: text,
    objectives: scenario.objectives.map((each) => ({
      ...each,
      expression: text,
      reason: text,
    })),
    comparison: scenario.comparison && {
      ...scenario.comparison,
      reason: text,
      baseline: { ...scenario.comparison.baseline, label: text, runId: text, startedAt: text, commit: text },
    },
  }));
  const fingerprint = { hash: text, parts: { [text]: text } };
  const tool = { ...result.tool, version: text };
  const { runId, startedAt, finishedAt, complete, error, seed, namespace, measurement, verdict } = result;
  const part = { source: text, runId, startedAt, finishedAt, complete, error, verdict, seed, namespace };
  const merged = [{ ...part, via: measurement.via, cluster, fingerprint, scenarios: [] }];
  return { ...result, cluster, scenarios, fingerprint, tool, merged };
}

/** Elements and the names of their attributes: all of a page but its texts. */
function shapeOf(page: string): string[] {
  return elementsOf(page).map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(' '));
}

it('no text from a cluster or a file makes an element or an attribute', () => {
  const harmless = shapeOf(renderHtml(resultWith('x')));
  fc.assert(
    fc.property(dangerous, (text) => {
      expect(shapeOf(renderHtml(resultWith(`x${text}`)))).toEqual(harmless);
    }),
    { numRuns: 150 },
  );
});

it('a text stands in the page as it was, but for what is invisible', () => {
  const page = renderHtml(resultWith('<b>"&amp;\'</b>'));
  expect(page).toContain('&lt;b&gt;&quot;&amp;amp;&#39;&lt;/b&gt;');
  expect(page).not.toContain('<b>');
});
