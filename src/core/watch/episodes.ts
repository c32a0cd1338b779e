import type { Verdict } from '../result.ts';

/** A time during which a limit was broken. Each is told once when it begins and once when it is over. */
export interface Episode {
  startsAtUnixMs: number;
  /** null: it goes on. */
  endsAtUnixMs: number | null;
  /** Whether everybody who wants to know has been told of its beginning, or of its end when it has one. */
  told: boolean;
}

/**
 * The episode of a limit after a look at its window: one begins with strong evidence of a violation and is over when the
 * quantile is within the limit again. In between, and while nothing can be said, it stays as it is: a window that has
 * run empty has not recovered. The same object where nothing changes.
 */
export function nextEpisode(episode: Episode | null, verdict: Verdict, nowUnixMs: number): Episode | null {
  const firing = episode !== null && isFiring(episode);
  if (verdict === 'violated' && !firing)
    return { startsAtUnixMs: nowUnixMs, endsAtUnixMs: null, told: false };
  if (verdict === 'met' && firing) return { ...episode, endsAtUnixMs: nowUnixMs, told: false };
  return episode;
}

export function isFiring(episode: Episode): boolean {
  return episode.endsAtUnixMs === null;
}
