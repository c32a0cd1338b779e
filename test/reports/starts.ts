import type { IterationResult } from '../../src/core/result.ts';

/** Iterations that took so many times as long; the image is pulled in the time that was added. */
export function slowed(
  iterations: readonly IterationResult[],
  factor: number,
  bytes: number,
): IterationResult[] {
  return iterations.map((each) => {
    const totalMs = (each.totalMs ?? 0) * factor;
    const pullMs = totalMs - (each.totalMs ?? 0);
    const imagePulls = each.imagePulls.map((pull) => ({
      ...pull,
      kind: 'pulled' as const,
      ms: pullMs,
      bytes,
    }));
    return { ...each, totalMs, imagePulls, phases: { ...each.phases, imagePullMs: pullMs } };
  });
}

/** The same starts in another order, as chance has it. */
export function shuffled(iterations: readonly IterationResult[]): IterationResult[] {
  return iterations
    .map((_, index) => iterations[(index * 7) % iterations.length])
    .filter((each) => each !== undefined);
}
