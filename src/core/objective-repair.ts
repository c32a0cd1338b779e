import { nearest } from './config/nearest.ts';

/** How people write units, and what a duration has. */
const units: Readonly<Record<string, string>> = {
  '': 's',
  s: 's',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  ms: 'ms',
  msec: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  m: 'm',
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
};

const loose =
  /^(?:([a-z_-]+)[ :]+)?(?:p ?(\d+)|(max(?:imum)?)|(median)) ?(?:<=?|=<|≤|⩽|:|=|is|under)? ?(.+)$/;

/**
 * The objective that a text was most likely meant to be: `p95<30`, `P95 =< 30 s`, `imagepull p95 <= 3 sec`. Null where
 * nobody can tell. Whether it is one is for the parser to say.
 */
export function repairedObjective(text: string, measures: readonly string[]): string | null {
  const match = loose.exec(text.trim().toLowerCase().replaceAll(/["'`]/g, '').replaceAll(/\s+/g, ' '));
  if (match === null) return null;
  const [, measure, digits, maximum, , limit = ''] = match;
  const repaired = repairedLimit(limit);
  const known = measure === undefined ? '' : nearest(measure, measures);
  if (repaired === null || known === null) return null;
  const statistic = digits !== undefined ? `p${digits}` : maximum === undefined ? 'p50' : 'max';
  return `${known} ${statistic} <= ${repaired}`.trim();
}

/** `30`, `30 s`, `30sec`, `1 min 30 s` → `30s`, `1m30s`; a number alone is taken for seconds. */
function repairedLimit(text: string): string | null {
  const parts = [...text.matchAll(/(\d+(?:[.,]\d+)?) ?([a-z]*) ?/g)];
  if (parts.map(([whole]) => whole).join('') !== text || parts.length === 0) return null;
  const written = parts.map(([, number = '', unit = '']) => {
    const known = units[unit];
    return known === undefined ? null : `${number.replace(',', '.')}${known}`;
  });
  return written.includes(null) ? null : written.join('');
}
