import type { Result } from '../../../core/result.ts';
import { cleanText } from '../../wording/clean.ts';
import { familiesOf } from './families.ts';
import type { Exemplar, Family, Labels, Sample } from './family.ts';
import { printNumber } from './number.ts';
import type { MetricSpec } from './table.ts';

/** The metrics of a run as OpenMetrics text (https://prometheus.io/docs/specs/om/open_metrics_spec/), with exemplars. */
export function renderOpenMetrics(result: Result): string {
  const lines = familiesOf(result).flatMap(({ spec, samples }: Family) => [
    `# TYPE ${spec.name} ${spec.type}`,
    ...(spec.unit === undefined ? [] : [`# UNIT ${spec.name} ${spec.unit}`]),
    `# HELP ${spec.name} ${escaped(spec.help)}`,
    ...samples.map((each) => `${series(spec, each)}${exemplarText(each.exemplar)}`),
  ]);
  return [...lines, '# EOF', ''].join('\n');
}

/**
 * The same in Prometheus' text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/), which a
 * pushgateway takes. It has no exemplars, no units and no type `info`.
 */
export function renderPrometheusText(result: Result): string {
  const lines = familiesOf(result).flatMap(({ spec, samples }: Family) => {
    const [name, type] = spec.type === 'info' ? [`${spec.name}_info`, 'gauge'] : [spec.name, spec.type];
    return [
      `# HELP ${name} ${spec.help.replaceAll('\\', '\\\\')}`,
      `# TYPE ${name} ${type}`,
      ...samples.map((each) => series(spec, each)),
    ];
  });
  return [...lines, ''].join('\n');
}

function series({ name }: MetricSpec, { suffix, labels, value }: Sample): string {
  return `${name}${suffix}${labelsText(labels)} ${printNumber(value)}`;
}

function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(cleanText(value))}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function exemplarText(exemplar: Exemplar | undefined): string {
  if (exemplar === undefined) return '';
  const { labels, value, unixSeconds } = exemplar;
  return ` # ${labelsText(labels)} ${printNumber(value)} ${unixSeconds.toFixed(3)}`;
}

/** Text of any origin as a value: it ends neither the quotes nor the line. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
