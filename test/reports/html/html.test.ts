import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { worstFirst } from '../../../src/reports/figures/worst-first.ts';
import { renderHtml } from '../../../src/reports/html/html.ts';
import { evidenceOf, headlineOf } from '../../../src/reports/wording/sentences.ts';
import { makeResult, neverAnswered, spread } from '../../make-result.ts';
import { exampleResults } from '../example-results.ts';
import { attributeOf, elementsOf, hasClass, textOf, type Element } from './parse.ts';
import { comparedWith, realisticIterations } from './realistic.ts';

const body = (page: string): Element => named(page, 'body');

function named(page: string, tag: string): Element {
  const element = elementsOf(page).find(({ tagName }) => tagName === tag);
  if (element === undefined) throw new Error(`no ${tag}`);
  return element;
}

describe.each(Object.entries(exampleResults))('The page of the result %s', (_, result) => {
  const page = renderHtml(result);
  const elements = elementsOf(page);

  it('begins with the verdict in the words of the other reports', () => {
    const { word, sentence } = headlineOf(result);
    expect(textOf(named(page, 'h1'))).toBe(`${word} ${sentence}`);
    expect(textOf(named(page, 'title'))).toBe(`${word}: ${sentence}`);
  });

  it('shows every objective with its evidence', () => {
    const text = textOf(body(page));
    for (const objective of result.scenarios.flatMap(({ objectives }) => objectives)) {
      expect(text).toContain(objective.expression);
      expect(text).toContain(evidenceOf(objective));
    }
  });

  it('marks every iteration once, whatever became of it', () => {
    const marks = elements.filter((element) => hasClass(element, 'iteration'));
    const indexes = result.scenarios
      .toSorted(worstFirst)
      .flatMap(({ iterations }) => iterations.map(({ index }) => String(index)));
    expect(marks.map((mark) => attributeOf(mark, 'data-iteration'))).toEqual(indexes);
  });

  it('allows nothing but its own style', () => {
    const policy = elements.find(
      (element) => attributeOf(element, 'http-equiv') === 'Content-Security-Policy',
    );
    const style = page.slice(page.indexOf('<style>') + 7, page.indexOf('</style>'));
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy && attributeOf(policy, 'content')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('has no script, no style of an element, and nothing that is fetched', () => {
    expect(elements.filter(({ tagName }) => fetching.has(tagName))).toEqual([]);
    const attributes = elements.flatMap(({ attrs }) => attrs);
    expect(
      attributes.filter(({ name }) => name === 'style' || name.startsWith('on') || name === 'src'),
    ).toEqual([]);
    const links = attributes.filter(({ name }) => name === 'href').map(({ value }) => value);
    expect(links.filter((link) => !link.startsWith('#'))).toEqual([]);
  });

  it('names every chart, and everything that a link or a mark refers to', () => {
    const charts = elements.filter((element) => attributeOf(element, 'role') === 'img');
    expect(charts.filter((chart) => (attributeOf(chart, 'aria-label') ?? '').length < 40)).toEqual([]);
    const ids = elements.flatMap((element) => attributeOf(element, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const references = elements.flatMap((element) => attributeOf(element, 'href') ?? []);
    expect(references.filter((reference) => !ids.includes(reference.slice(1)))).toEqual([]);
  });

  it('steps down one level of headings at a time', () => {
    const levels = elements
      .filter(({ tagName }) => /^h\d$/.test(tagName))
      .map(({ tagName }) => Number(tagName[1]));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1)).toEqual([]);
  });

  it('leaves no undefined, NaN or object in the page', () => {
    expect(page.replace(/<style>.*<\/style>/s, '')).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });
});

const fetching = new Set([
  'script',
  'img',
  'link',
  'iframe',
  'object',
  'embed',
  'image',
  'base',
  'form',
  'audio',
  'video',
]);

describe('The page', () => {
  const iterations = realisticIterations(20);

  it('puts the baseline and the change below the latency', () => {
    const result = comparedWith(makeResult({ scenarios: [{ iterations: spread(20) }] }), 0.8);
    const rows = elementsOf(renderHtml(result)).filter(({ tagName }) => tagName === 'tr');
    const texts = rows.map(textOf);
    expect(texts).toContain('time to first answer 2.45 s 2.85 s 2.90 s');
    expect(texts).toContain('main 1.96 s 2.28 s 2.32 s');
    expect(texts).toContain('change +490 ms (+25%) +571 ms (+25%) +580 ms (+25%)');
  });

  it('says what a comparison rests on', () => {
    const text = textOf(body(renderHtml(comparedWith(makeResult({ scenarios: [{ iterations }] }), 0.8))));
    expect(text).toContain('regression: the interval of the change lies above 10%');
    expect(text).toContain('+25% (97.5% interval: +12% or more, 30 pairs)');
    expect(text).toContain('commit 4f2a9c1');
  });

  it('leads from the table of scenarios to each of them', () => {
    const page = renderHtml(exampleResults['several'] ?? makeResult({ scenarios: [] }));
    const links = elementsOf(page).filter(({ tagName }) => tagName === 'a');
    expect(links.map((link) => attributeOf(link, 'href'))).toEqual(['#scenario-1', '#scenario-2']);
  });

  it('shows what failed first and open, and folds what holds', () => {
    const page = renderHtml(exampleResults['several'] ?? makeResult({ scenarios: [] }));
    const sections = elementsOf(page).filter((element) => hasClass(element, 'part'));
    const ids = sections.map((section) => attributeOf(section, 'id') ?? '');
    expect(ids.filter((id) => /^(scenario|folded)-/.test(id))).toEqual([
      'scenario-2',
      'folded-1',
      'scenario-1',
    ]);
  });

  it('says what to do where nothing answered', () => {
    const page = renderHtml(exampleResults['none-answered'] ?? makeResult({ scenarios: [] }));
    expect(textOf(body(page))).toContain(
      'What to do nothing listens on port 9999 of container web; fix: check --port',
    );
  });

  it('shows the timeline of the slowest iteration, and one that never answered is the slowest', () => {
    const stuck = { ...neverAnswered('timed-out', 'Unschedulable'), instants: iterations[0]?.instants ?? [] };
    const result = makeResult({ scenarios: [{ iterations: [...iterations, stuck] }] });
    expect(textOf(body(renderHtml(result)))).toContain('Start 21 timed out, Unschedulable');
  });

  it('names the results that it was merged from', () => {
    const { cluster, fingerprint, ...rest } = makeResult({ scenarios: [] });
    const part = { ...rest, cluster, fingerprint, source: 'shard-2.json', via: null, scenarios: [] };
    const text = textOf(body(renderHtml({ ...rest, cluster, fingerprint, merged: [part] })));
    expect(text).toContain('shard-2.json k3x9q2 2025-11-23 22:01:06 UTC v1.34.4');
  });
});
