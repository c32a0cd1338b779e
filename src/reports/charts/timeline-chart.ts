import { isRequest } from '../../core/observation.ts';
import type { IterationResult } from '../../core/result.ts';
import { shorten } from '../wording/clean.ts';
import { html, type Html } from '../html/markup.ts';
import { startTitle } from '../wording/start-number.ts';
import { formatTime } from '../wording/time.ts';
import { frame } from './frame.ts';
import { percent, round, timeScale, type TimeScale } from './scale.ts';
import { lineAcross, textAt, textBeside, timeTick } from './shapes.ts';
import { runnerInstants, type RunnerInstant } from './steps.ts';

const rowHeightPx = 22;
const topHeightPx = 8;
const axisHeightPx = 26;
const sideWidthPx = 142;
const longestLabel = 22;
/** Pods of many containers have more; the last ones say most. */
const mostInstants = 40;

/**
 * Every instant of one iteration on the runner's clock, one below the other.
 * @param request what it is timed from: `first create request`
 */
export function timelineChart(iteration: IterationResult, number: string, request: string): Html | null {
  const { instants, names } = namedInstants(iteration);
  if (instants.length === 0) return null;
  const bottomY = topHeightPx + instants.length * rowHeightPx;
  const scale = timeScale(0, Math.max(1, ...instants.map(({ sinceStartMs }) => sinceStartMs)));
  return frame({
    alt: altOf(number, request, instants, names),
    heightPx: bottomY + axisHeightPx,
    side: { widthPx: sideWidthPx, content: names.map(labelOf) },
    plot: [
      scale.ticks.map((tick) => timeTick(tick, [0, bottomY + 4])),
      instants.map((instant, row) => instantMark(instant, middleOf(row), scale)),
    ],
  });
}

/** The same as a sentence, for where a chart would be too much; null where there is none. */
export function timelineText(iteration: IterationResult, number: string, request: string): string | null {
  const { instants, names } = namedInstants(iteration);
  return instants.length === 0 ? null : altOf(number, request, instants, names);
}

function namedInstants(iteration: IterationResult): { instants: RunnerInstant[]; names: string[] } {
  const instants = runnerInstants(iteration)
    .filter(({ name }) => !isRequest(name))
    .slice(-mostInstants);
  const several = new Set(instants.flatMap(({ container }) => container ?? [])).size > 1;
  return { instants, names: instants.map((instant) => nameOf(instant, several)) };
}

function altOf(
  number: string,
  request: string,
  instants: readonly RunnerInstant[],
  names: readonly string[],
): string {
  const said = instants.map(({ sinceStartMs }, row) => `${names[row] ?? ''} ${formatTime(sinceStartMs)}`);
  return `Instants of ${startTitle(number)} since the ${request}: ${said.join(', ')}.`;
}

/** `started`, or `started app` where there are several containers. */
function nameOf({ name, container }: RunnerInstant, several: boolean): string {
  const words = name.replaceAll('-', ' ');
  return several && container !== undefined ? `${words} ${container}` : words;
}

function middleOf(row: number): number {
  return topHeightPx + (row + 0.5) * rowHeightPx;
}

function labelOf(name: string, row: number): Html {
  return textBeside('label', middleOf(row), shorten(name, longestLabel));
}

/** A dot where it was seen, and a line back to where it may have happened. */
function instantMark({ sinceStartMs, resolutionMs, name }: RunnerInstant, y: number, scale: TimeScale): Html {
  const x = scale.at(sinceStartMs);
  const earliest = scale.at(Math.max(0, sinceStartMs - resolutionMs));
  const time = formatTime(sinceStartMs);
  const side = x > 75 ? ({ anchor: 'end', shift: -9 } as const) : ({ anchor: 'start', shift: 9 } as const);
  return html`<g class="${name === 'answered' ? 'instant answer' : 'instant'}">
    <title>${time}, at most ${formatTime(resolutionMs)} earlier</title>
    ${lineAcross('blur', y, [earliest, x])}
    <circle cx="${percent(x)}" cy="${round(y)}" r="4" />
    ${textAt('value', { x, y }, time, side)}
  </g>`;
}
