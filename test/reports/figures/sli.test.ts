import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { ScenarioResult } from '../../../src/core/result.ts';
import { baselineFacts } from '../../../src/core/comparison/baseline-facts.ts';
import { latencyRows } from '../../../src/reports/comment/latency-rows.ts';
import { renderBmf } from '../../../src/reports/formats/bmf.ts';
import { renderCsv } from '../../../src/reports/formats/csv.ts';
import { renderJunit } from '../../../src/reports/formats/junit/junit.ts';
import { renderOpenMetrics } from '../../../src/reports/formats/openmetrics/openmetrics.ts';
import { renderHtml } from '../../../src/reports/html/html.ts';
import { markdownSource } from '../../../src/core/markdown.ts';
import { renderMarkdown } from '../../../src/reports/markdown/markdown.ts';
import { renderTable } from '../../../src/reports/terminal/table.ts';
import { makeIteration, makeResult } from '../../make-result.ts';

const times = [800, 820, 900];
const measured = makeResult({
  scenarios: [
    { iterations: times.map((sliMs) => makeIteration({ sliMs })), objectives: ['sli p95 <= 850ms'] },
  ],
});
const compared = makeResult({
  scenarios: [
    {
      iterations: times.map((sliMs) => makeIteration({ sliMs })),
      comparison: {
        ...{ kind: 'stored', verdict: null, reason: null, maxRegression: null, ratio: null },
        smallestDetectable: null,
        baseline: baselineFacts(
          times.map((sliMs) => makeIteration({ sliMs: sliMs / 2 })),
          { label: 'main', scenario: null, runId: null, startedAt: null, commit: null },
        ),
      },
    },
  ],
});
const bounded = makeResult({
  scenarios: [
    { iterations: [makeIteration({ sliAtMostMs: 1400 })], objectives: ['sli p95 <= 2s', 'sli p50 <= 1s'] },
  ],
});
const unmeasured = makeResult({ scenarios: [{ iterations: [makeIteration()] }] });

describe('Kubernetes’ SLI in a result', () => {
  it('has statistics like Ready, and none where no iteration knows it', () => {
    expect(measured.scenarios[0]?.sli).toMatchObject({ count: 3, minMs: 800, p50Ms: 820, maxMs: 900 });
    expect(unmeasured.scenarios[0]).not.toHaveProperty('sli');
  });

  it('is judged by an objective of its own', () => {
    expect(measured.scenarios[0]?.objectives).toMatchObject([
      { expression: 'sli p95 <= 850ms', observedMs: 900, evidence: { n: 3, over: 1, unknown: 0 } },
    ]);
  });

  it('counts as within a limit that its bound keeps, and as unknown under a lower one', () => {
    const [kept, unsure] = bounded.scenarios[0]?.objectives ?? [];
    expect(kept).toMatchObject({ observedMs: 1400, observedIsBound: true, evidence: { unknown: 0 } });
    expect(unsure).toMatchObject({ observedMs: null, evidence: { n: 0, unknown: 1 } });
  });
});

describe('Kubernetes’ SLI in a report', () => {
  const row = /Kubernetes’ SLI.*820 ms.*900 ms.*900 ms/;

  it('stands next to the total and Ready, and says what it leaves out', () => {
    expect(renderTable(measured)).toMatch(
      /Kubernetes’ SLI +820 ms +900 ms +900 ms {3}containers run, no pulls/,
    );
    const says = 'pod created until its containers run, without image pulls and init containers';
    for (const text of [
      renderMarkdown(measured),
      markdownSource(latencyRows(measured.scenarios[0] as ScenarioResult)),
    ]) {
      expect(text.replaceAll('\u00a0', ' ')).toMatch(row);
      expect(text).toContain(says);
    }
    expect(renderHtml(measured)).toContain(says);
  });

  it('says at most where only a bound is known', () => {
    expect(renderTable(bounded)).toContain('at most 1.40 s');
  });

  it('is not there where no iteration knows it', () => {
    expect(renderTable(unmeasured)).not.toContain('SLI');
    expect(renderOpenMetrics(unmeasured)).not.toContain('measure="sli"');
    expect(renderJunit(unmeasured)).not.toContain('sli-p95-ms');
  });

  it('is in the CSV, the metrics and JUnit', () => {
    const rows = parse<Record<string, string>>(renderCsv(measured), { columns: true });
    expect(rows.map(({ sliMs }) => sliMs)).toEqual(['800', '820', '900']);
    expect(parse<Record<string, string>>(renderCsv(bounded), { columns: true })[0]).toMatchObject({
      sliMs: '',
      sliAtMostMs: '1400',
    });
    expect(renderOpenMetrics(measured)).toContain('measure="sli",statistic="p50"} 0.82');
    expect(renderJunit(measured)).toMatch(/name="sli-p95-ms" value="900"/);
    expect(JSON.parse(renderBmf(measured))).toMatchObject({
      goldpinger: { 'sli-p50-ms': { value: 820 }, 'sli-p95-ms': { value: 900 } },
    });
  });

  it('stands above that of the baseline, with the change', () => {
    const change = /Kubernetes’ SLI +820 ms.*\n +baseline +410 ms.*\n +change +\S/;
    expect(renderTable(compared)).toMatch(change);
    expect(renderMarkdown(compared).replaceAll('\u00a0', ' ')).toMatch(
      /SLI.*820 ms.*\n\| · baseline \| 410 ms/,
    );
    expect(renderHtml(compared)).toContain('+410&nbsp;ms');
  });
});
