import type { Via } from '../../../core/result.ts';
import type { ReachedNodes } from '../paths/pod-paths.ts';
import type { ProbeTarget } from '../paths/target.ts';

/** The path a scenario's iterations use, once it is found: the same for all, or their totals could not be compared. */
export interface ChosenPath {
  via: Via;
  /** Host that is asked; null where the API server is in between. */
  host: string | null;
  reason: string;
  throughService: boolean;
}

/** What is remembered of a scenario's path from one iteration to the next. */
export class PathMemory {
  chosen: ChosenPath | null = null;
  /** Round trip to an answering pod, ms; null until it is measured. */
  floorMs: number | null = null;
  /** Nodes whose pods can be asked at their own addresses. */
  readonly reached: ReachedNodes = new Map();

  choose(target: ProbeTarget, reason: string): ChosenPath {
    this.chosen = { via: target.via, host: target.host, reason, throughService: target.throughService };
    return this.chosen;
  }
}
