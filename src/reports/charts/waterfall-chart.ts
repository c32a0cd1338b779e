import type { ScenarioResult } from '../../core/result.ts';
import { html, type Html } from '../html/markup.ts';
import { startNumbers, startTitle } from '../wording/start-number.ts';
import { formatTime } from '../wording/time.ts';
import { waterfallAlt } from './alt.ts';
import { frame, type LegendEntry } from './frame.ts';
import { useMark } from './marks.ts';
import { percent, round, timeScale, type TimeScale } from './scale.ts';
import { lineAcross, lineDown, textBeside, tickLabel, timeTick } from './shapes.ts';
import { type Row, rowOf, type Segment, stepNames } from './steps.ts';

const sideWidthPx = 54;
const topHeightPx = 22;
const bottomHeightPx = 26;
/** Where the times end and where "never" is, in percent, if there is a never. */
const timesEnd = 92;
const neverAt = 98;

/** The height of a row where there is room enough. */
const roomyPx = 18;

/** Rows become lower where there are many. */
function rowHeightPx(count: number): number {
  return count <= 25 ? roomyPx : count <= 70 ? 10 : 6;
}

/** What happened when, in every iteration: the steps one after the other, on the runner's clock. */
export function waterfallChart(scenario: ScenarioResult): Html | null {
  const numbers = startNumbers(scenario);
  const rows = scenario.iterations.map(rowOf);
  if (rows.every(({ segments }) => segments.every(({ step }) => step === 'unseen'))) return null;
  const heightPx = rowHeightPx(rows.length);
  const bottomY = topHeightPx + rows.length * heightPx;
  const range = [0, rows.some(({ end }) => end === 'never') ? timesEnd : 100] as const;
  const scale = timeScale(0, Math.max(1, ...rows.map(({ endMs }) => endMs)), { range });
  const boxOf = (row: number): RowBox => ({ topY: topHeightPx + row * heightPx, heightPx });
  return frame({
    alt: waterfallAlt(scenario, rows),
    heightPx: bottomY + bottomHeightPx,
    side: { widthPx: sideWidthPx, content: rows.map((row, box) => labelOf(row, numbers, boxOf(box))) },
    plot: [gridOf(scale, bottomY), rows.map((row, box) => rowMark(row, numbers, boxOf(box), scale))],
  });
}

/** The room of a row, in pixels. */
interface RowBox {
  topY: number;
  heightPx: number;
}

function middleOf({ topY, heightPx }: RowBox): number {
  return topY + heightPx / 2;
}

type Numbers = ReadonlyMap<number, string>;

function labelOf({ index, warmup }: Row, numbers: Numbers, box: RowBox): Html | null {
  const every = box.heightPx >= roomyPx ? 1 : box.heightPx >= 10 ? 5 : 10;
  const number = Number(numbers.get(index));
  if (warmup) return textBeside('tick', middleOf(box), 'warm-up');
  return number % every === 0 ? textBeside('tick', middleOf(box), number) : null;
}

/** Times at the top as well: there may be a page full of rows. */
function gridOf({ ticks }: TimeScale, bottomY: number): Html[] {
  return ticks.map((tick) => {
    return html`${tickLabel(tick, 8)}${timeTick(tick, [topHeightPx - 4, bottomY + 4])}`;
  });
}

function rowMark(row: Row, numbers: Numbers, box: RowBox, scale: TimeScale): Html {
  const segments = row.segments.map((segment) => segmentMark(segment, box, scale));
  return html`<g class="${row.warmup ? 'row warmup' : 'row'}" data-iteration="${row.index}">
    <title>${titleOf(row, numbers.get(row.index) ?? '')}</title>
    ${segments}${endMark(row, box, scale)}${readyMark(row, box, scale)}
  </g> `;
}

function segmentMark({ step, fromMs, toMs }: Segment, { topY, heightPx }: RowBox, scale: TimeScale): Html {
  const x = scale.at(fromMs);
  const across = html`x="${percent(x)}" width="${percent(scale.at(toMs) - x)}"`;
  const down = html`y="${round(topY + heightPx * 0.12)}" height="${round(heightPx * 0.76)}"`;
  return html`<rect class="step ${step}" ${across} ${down} />`;
}

/** From the last thing that was seen on to never; a cross where it does not count. */
function endMark({ end, endMs }: Row, box: RowBox, scale: TimeScale): Html | null {
  const y = middleOf(box);
  const x = scale.at(endMs);
  const size = box.heightPx < roomyPx ? 'small' : 'large';
  if (end === 'answered') return null;
  if (end === 'invalid') return useMark(shownAs[end], { x, y }, size);
  return html`${lineAcross('open', y, [x, neverAt])}${useMark(shownAs[end], { x: neverAt, y }, size)}`;
}

const shownAs = {
  never: { kind: 'timed-out', warmup: false },
  invalid: { kind: 'invalid', warmup: false },
} as const;

function readyMark({ readyMs }: Row, { topY, heightPx }: RowBox, scale: TimeScale): Html | null {
  return readyMs === null ? null : lineDown('ready-tick', scale.at(readyMs), [topY, topY + heightPx]);
}

function titleOf({ end, segments, readyMs }: Row, number: string): string {
  const steps = segments.map(({ step, fromMs, toMs }) => `${stepLabels[step]} ${formatTime(toMs - fromMs)}`);
  const ready = readyMs === null ? [] : [`Ready after ${formatTime(readyMs)}`];
  return `${startTitle(number)}: ${[...steps, ...ready, ...endWords[end]].join(', ')}`;
}

const endWords = { answered: [], never: ['never answered'], invalid: ['invalid, not counted'] };

const stepLabels: Record<Segment['step'], string> = {
  scheduling: 'scheduling',
  sandbox: 'sandbox',
  image: 'image',
  containers: 'containers',
  answer: 'waiting for the answer',
  unseen: 'steps not seen',
};

/** What the colours and patterns of a scenario's waterfall mean. */
export function waterfallLegend({ iterations }: ScenarioResult): LegendEntry[] {
  const rows = iterations.map(rowOf);
  const drawn = rows.flatMap(({ segments }) => segments.filter(({ fromMs, toMs }) => toMs > fromMs));
  const steps = [...stepNames, 'unseen' as const].filter((name) => drawn.some(({ step }) => step === name));
  const entries = steps.map((step) => ({ sample: stepSample(step), label: stepLabels[step] }));
  const ready = rows.some(({ readyMs }) => readyMs !== null) ? [readyEntry] : [];
  const ends = (['never', 'invalid'] as const).filter((end) => rows.some((row) => row.end === end));
  return [...entries, ...ready, ...ends.map(endEntry)];
}

function stepSample(step: Segment['step']): Html {
  return html`<svg class="sample" width="18" height="14" aria-hidden="true">
    <rect class="step ${step}" x="1" y="2" width="16" height="10" />
  </svg>`;
}

const readyEntry: LegendEntry = {
  sample: html`<svg class="sample" width="8" height="14" aria-hidden="true">
    ${lineDown('ready-tick', 50, [0, 14])}
  </svg>`,
  label: 'Ready',
};

function endEntry(end: 'never' | 'invalid'): LegendEntry {
  const sample = html`<svg class="sample" width="14" height="14" aria-hidden="true">
    ${useMark(shownAs[end], { x: 50, y: 7 }, 'large')}
  </svg>`;
  return { sample, label: endWords[end].join('') };
}
