import { info, judgedBy, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

export interface ClockFacts {
  /** API server minus this machine; the truth lies within skewMs ± resolutionMs. Null: no answer had a date. */
  skewMs: number | null;
  resolutionMs: number;
  /** Nodes whose last sign of life is stamped later than the API server's time; null where nobody may look. */
  ahead: readonly { node: string; byMs: number }[] | null;
}

/** Below this, certificates, tokens and reports are right all the same. */
const tolerableMs = 5000;
/** A sign of life is stamped a moment before it is stored, and the API server's time is known to a second or so. */
const aheadMs = 2000;

/** Clocks are never subtracted from each other in a measurement; certificates, tokens and people do compare them. */
export function checkClock({ skewMs, resolutionMs, ahead }: ClockFacts): Judgement {
  if (skewMs === null) return judgedBy('no answer of the API server had a date', []);
  const summary =
    Math.abs(skewMs) <= resolutionMs
      ? `the API server's clock agrees with this machine's within ${seconds(resolutionMs)}`
      : `the API server's clock is ${signed(skewMs)} from this machine's (± ${seconds(resolutionMs)})`;
  return judgedBy(summary, [
    ...(Math.abs(skewMs) - resolutionMs > tolerableMs ? [skewed(skewMs)] : []),
    ...(ahead === null
      ? [info("the nodes' clocks are not known: their leases in kube-node-lease may not be listed")]
      : ahead.filter(({ byMs }) => byMs > aheadMs).map(nodeAhead)),
  ]);
}

function skewed(skewMs: number): Finding {
  return warning(
    `this machine's clock is ${seconds(Math.abs(skewMs))} ${skewMs > 0 ? 'behind' : 'ahead'}`,
    'Times measured are right all the same; certificates and tokens may not be. Look at NTP on both sides.',
  );
}

function nodeAhead({ node, byMs }: { node: string; byMs: number }): Finding {
  return warning(
    `the clock of node ${node} is at least ${seconds(byMs)} ahead of the API server's`,
    "Times measured are right all the same; the kubelet's stamps are not. Look at NTP on the node.",
  );
}

function signed(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${seconds(Math.abs(ms))}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
