import { expect, it } from 'vitest';
import type { Result } from '../../../src/core/result.ts';
import { markdownSource } from '../../../src/core/markdown.ts';
import { renderCommentSection } from '../../../src/reports/comment/section.ts';
import { renderHtml } from '../../../src/reports/html/html.ts';
import { renderJunit } from '../../../src/reports/formats/junit/junit.ts';
import { renderMarkdown } from '../../../src/reports/markdown/markdown.ts';
import { pathText, portText } from '../../../src/reports/wording/path-text.ts';
import { renderTable } from '../../../src/reports/terminal/table.ts';
import { makeResult, spread } from '../../make-result.ts';

const made = makeResult({ scenarios: [{ iterations: spread(20), objectives: ['p95 <= 30s'] }] });
const servicePort = { name: 'web', number: 80, scheme: 'http' } as const;
const result: Result = { ...made, scenarios: made.scenarios.map((each) => ({ ...each, servicePort })) };

it.each([
  ['a terminal', renderTable, 'via node-port, port 80 (web)'],
  ['Markdown', renderMarkdown, 'via node-port, port 80 (web)'],
  ['the HTML page', renderHtml, 'via node-port, port 80 (web)'],
  [
    'the comment of a pull request',
    (each: Result) => markdownSource(renderCommentSection(each)),
    'starts, port 80 (web)',
  ],
  ['JUnit', renderJunit, '<property name="port" value="port 80 (web)"/>'],
] as const)('%s names the port that was probed, next to the path', (_, render, text) => {
  const [rendered, without] = [render(result), render(made)].map((each) => each.replaceAll(/\s+/g, ' '));
  expect(rendered).toContain(text);
  expect(without).not.toContain('port 80');
});

it.each([
  [{ name: null, number: 80, scheme: 'http' }, 'port 80'],
  [{ name: 'https', number: 443, scheme: 'https' }, 'port 443 (https)'],
  [{ name: null, number: 443, scheme: 'https' }, 'port 443 (https)'],
  [{ name: 'websecure', number: 8443, scheme: 'https' }, 'port 8443 (websecure, https)'],
] as const)('says of %j: %s', (port, text) => {
  expect(portText(port)).toBe(text);
});

it('names what is known', () => {
  expect(pathText({}, { via: null })).toBeNull();
  expect(pathText({ servicePort }, { via: null })).toBe('port 80 (web)');
  expect(pathText({}, { via: 'node-port' })).toBe('via node-port');
});
