import type { Via } from '../../result.ts';
import { info, judgedBy, problem, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

/** Whether a path to a Service is usable, before the Service exists. */
export interface PathLook {
  via: Via;
  /** open: usable from this machine, as far as can be checked. unknown: only a Service would show it. */
  state: 'open' | 'closed' | 'unknown';
  detail: string;
}

export interface PathsFacts {
  /** In the order of preference. */
  paths: readonly PathLook[];
  /** The paths that the plan names; empty if all are `auto`. */
  asked: readonly Via[];
  isAuto: boolean;
}

export function checkPaths({ paths, asked, isAuto }: PathsFacts): Judgement {
  const open = paths.filter(({ state }) => state === 'open');
  const summary = open.length === 0 ? 'no path is certain to be open' : open.map(({ via }) => via).join(', ');
  const wanted = paths.filter(({ via }) => asked.includes(via));
  return judgedBy(`from here: ${summary}`, [
    ...wanted.flatMap(askedFor),
    ...(isAuto ? ofAuto(paths, open) : []),
    ...paths.filter(({ state }) => state !== 'open').map(({ via, detail }) => info(`${via}: ${detail}`)),
  ]);
}

function askedFor({ via, state, detail }: PathLook): Finding[] {
  if (state === 'open') return [];
  const fix = 'Use another --via, or auto.';
  return [
    state === 'closed'
      ? problem(`--via ${via} cannot be used: ${detail}`, fix)
      : warning(`--via ${via} cannot be checked before the Service exists: ${detail}`, null),
  ];
}

function ofAuto(paths: readonly PathLook[], open: readonly PathLook[]): Finding[] {
  if (open.length === 0) {
    const fix = 'Request get and create on pods/portforward: a port-forward works from everywhere.';
    return paths.some(({ state }) => state === 'unknown')
      ? [warning('no path to the Service is certain to be open', fix)]
      : [problem('no path to the Service is open', fix)];
  }
  const [best] = open;
  return best?.via === 'port-forward' || best?.via === 'api-proxy'
    ? [
        info(
          `${best.via} is the best open path: it bypasses the Service and is probed less often`,
          'A route to the nodes or the cluster network, and the right to list nodes, give a finer resolution.',
        ),
      ]
    : [];
}
