import { info, judgedBy, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

export interface ClockFacts {
  /** API server minus this machine; the truth lies within skewMs ± resolutionMs. Null: no answer had a date. */
  skewMs: number | null;
  resolutionMs: number;
  /** Nodes whose last heartbeat is stamped later than the API server's time; null without the permission. */
  ahead: readonly { node: string; byMs: number }[] | null;
}

/** A smaller difference has no effect on certificates, tokens and reports. */
const tolerableMs = 5000;
/** A heartbeat is stamped a moment before it is stored, and the API server's time is known to about a second. */
const aheadMs = 2000;

/** Clocks are never subtracted from each other in a measurement; certificates, tokens and people do compare them. */
export function checkClock({ skewMs, resolutionMs, ahead }: ClockFacts): Judgement {
  if (skewMs === null) return judgedBy('no response of the API server had a Date header', []);
  const summary =
    Math.abs(skewMs) <= resolutionMs
      ? `the API server's clock agrees with this machine's within ${seconds(resolutionMs)}`
      : `the API server's clock is ${signed(skewMs)} from this machine's (± ${seconds(resolutionMs)})`;
  return judgedBy(summary, [
    ...(Math.abs(skewMs) - resolutionMs > tolerableMs ? [skewed(skewMs)] : []),
    ...(ahead === null
      ? [info("the nodes' clocks are unknown: no permission to list leases in kube-node-lease")]
      : ahead.filter(({ byMs }) => byMs > aheadMs).map(nodeAhead)),
  ]);
}

function skewed(skewMs: number): Finding {
  return warning(
    `this machine's clock is ${seconds(Math.abs(skewMs))} ${skewMs > 0 ? 'behind' : 'ahead'}`,
    'Measured times are not affected; certificates and tokens may be. Check NTP on both sides.',
  );
}

function nodeAhead({ node, byMs }: { node: string; byMs: number }): Finding {
  return warning(
    `the clock of node ${node} is at least ${seconds(byMs)} ahead of the API server's`,
    "Measured times are not affected; the kubelet's timestamps are. Check NTP on the node.",
  );
}

function signed(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${seconds(Math.abs(ms))}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
