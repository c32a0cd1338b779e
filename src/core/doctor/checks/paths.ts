import type { Via } from '../../result.ts';
import { info, judgedBy, problem, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

/** What can be said of a path to a Service that is not there yet. */
export interface PathLook {
  via: Via;
  /** open: a client here gets through, as far as that can be told. unknown: only a Service would tell. */
  state: 'open' | 'closed' | 'unknown';
  detail: string;
}

export interface PathsFacts {
  /** In the order of preference. */
  paths: readonly PathLook[];
  /** The paths that the plan names; empty where it leaves them to `auto`. */
  asked: readonly Via[];
  isAuto: boolean;
}

export function checkPaths({ paths, asked, isAuto }: PathsFacts): Judgement {
  const open = paths.filter(({ state }) => state === 'open');
  const summary = open.length === 0 ? 'none is open for sure' : open.map(({ via }) => via).join(', ');
  const wanted = paths.filter(({ via }) => asked.includes(via));
  return judgedBy(`from here: ${summary}`, [
    ...wanted.flatMap(askedFor),
    ...(isAuto ? ofAuto(paths, open) : []),
    ...paths.filter(({ state }) => state !== 'open').map(({ via, detail }) => info(`${via}: ${detail}`)),
  ]);
}

function askedFor({ via, state, detail }: PathLook): Finding[] {
  if (state === 'open') return [];
  const fix = 'Take another --via, or auto.';
  return [
    state === 'closed'
      ? problem(`${via} was asked for and is closed: ${detail}`, fix)
      : warning(`${via} was asked for, and nobody can tell before there is a Service: ${detail}`, null),
  ];
}

function ofAuto(paths: readonly PathLook[], open: readonly PathLook[]): Finding[] {
  if (open.length === 0) {
    const fix = 'Ask for get and create on pods/portforward: that way works from everywhere.';
    return paths.some(({ state }) => state === 'unknown')
      ? [warning('no path to the Service is open for sure', fix)]
      : [problem('no path to the Service is open', fix)];
  }
  const [best] = open;
  return best?.via === 'port-forward' || best?.via === 'api-proxy'
    ? [
        info(
          `${best.via} is the best of them: it goes past the Service, and is asked more rarely`,
          'A route to the nodes or into the cluster, and the right to list nodes, make the measurement finer.',
        ),
      ]
    : [];
}
