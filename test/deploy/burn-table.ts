import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import { prometheusRule } from './manifests.ts';

const startsPerHour = 12;
const allowed = 0.05;
const shares = [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8];
const hoursOf: Readonly<Record<string, number>> = { m: 1 / 60, h: 1, d: 24 };

/** The table of docs/deploying.md, from the rules themselves: a p95, and a start every 5 minutes. */
export function burnTable(): string {
  const rows = burnAlerts().map(({ long, short, burn }) => {
    const [ofLong, ofShort] = [startsIn(long), startsIn(short)];
    const slowInLong = Math.max(3, Math.floor(ofLong * burn * allowed) + 1);
    const slowInShort = Math.floor(ofShort * burn * allowed) + 1;
    const chances = shares.map((share) =>
      percent(chance(share, { ofLong, ofShort, slowInLong, slowInShort })),
    );
    const counts = [`${slowInLong} of ${ofLong}`, `${slowInShort} of ${ofShort}`];
    return [long, short, `${burn}`, ...counts, ...chances];
  });
  const head = [
    'window',
    'and',
    'burn rate',
    'slow starts',
    'and',
    ...shares.map((share) => `${share * 100}%`),
  ];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Windows and factor of each alert, read from its expression. */
function burnAlerts(): { long: string; short: string; burn: number }[] {
  const rules = prometheusRule().spec.groups.flatMap((group) => group.rules);
  return rules
    .filter(({ alert }) => alert === 'PodStartSloBudgetBurn')
    .map(({ expr }) => {
      const [long = '', short = ''] = [...expr.matchAll(/:ratio(\d+[mhd])\b/g)].map(
        ([, window = '']) => window,
      );
      return { long, short, burn: Number(/clamp_max\(([\d.]+) \*/.exec(expr)?.[1] ?? 1) };
    });
}

function startsIn(window: string): number {
  return Number.parseInt(window, 10) * (hoursOf[window.at(-1) ?? ''] ?? NaN) * startsPerHour;
}

interface Needed {
  ofLong: number;
  ofShort: number;
  slowInLong: number;
  slowInShort: number;
}

/** That both windows are over at one moment, where each start is slow by itself with this chance. */
function chance(share: number, { ofLong, ofShort, slowInLong, slowInShort }: Needed): number {
  let sum = 0;
  for (let slow = slowInShort; slow <= ofShort; slow++) {
    const exactly = binomialCdf(slow, ofShort, share) - binomialCdf(slow - 1, ofShort, share);
    sum += exactly * (1 - binomialCdf(slowInLong - slow - 1, ofLong - ofShort, share));
  }
  return sum;
}

function percent(value: number): string {
  if (value < 0.0005) return '0';
  return value > 0.9995 ? '100%' : `${Number((value * 100).toPrecision(2))}%`;
}
