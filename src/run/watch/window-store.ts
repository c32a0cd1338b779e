import { alertOf, type Alert } from '../../core/watch/alert.ts';
import { isFiring, nextEpisode, type Episode } from '../../core/watch/episodes.ts';
import { judgeWindow, type WindowJudgement } from '../../core/watch/judge.ts';
import { changed, scenarioIn, type WatchChange, type WatchState } from '../../core/watch/state.ts';
import { judgedIn, within, type WindowStart } from '../../core/watch/window.ts';
import type { Subject, WatchDeps } from './ports.ts';

type WindowStoreDeps = Pick<WatchDeps, 'state' | 'save' | 'alert' | 'tell' | 'subjects' | 'clock'> & {
  windowMs: number;
};

/** What can be said of a subject at one time. */
export interface WindowNow {
  /** Starts in the window that count. */
  judged: number;
  judgements: readonly WindowJudgement[];
  /** Names of the limits that an alert is firing for. */
  firing: readonly string[];
  lastIterationUnixMs: number | null;
  lastSuccessUnixMs: number | null;
}

/** Keeps what is known: windows, episodes, numbers. Every change of it is saved before anything rests on it. */
export class WindowStore {
  readonly #deps: WindowStoreDeps;
  #state: WatchState;

  constructor(deps: WindowStoreDeps) {
    this.#deps = deps;
    this.#state = deps.state;
  }

  get openRuns(): readonly string[] {
    return this.#state.openRuns;
  }

  startsOf(scenario: string): number {
    return scenarioIn(this.#state, scenario).starts;
  }

  state(): WatchState {
    return this.#state;
  }

  /** The window of a subject now; it loses starts also while none is made. */
  windowOf({ name, limits }: Subject): WindowNow {
    const { window: all, episodes, ...times } = scenarioIn(this.#state, name);
    const window = within(all, this.#nowUnixMs(), this.#deps.windowMs);
    const judgements = limits.map((limit) => judgeWindow(window, limit));
    const firing = Object.entries(episodes).flatMap(([limit, episode]) => (isFiring(episode) ? [limit] : []));
    const { lastIterationUnixMs, lastSuccessUnixMs } = times;
    return { judged: judgedIn(window).length, judgements, firing, lastIterationUnixMs, lastSuccessUnixMs };
  }

  async run(kind: 'opened' | 'gone', runId: string): Promise<void> {
    await this.#change({ kind, runId });
  }

  /** Writes down a start; where the window stands with it. */
  async start(subject: Subject, entry: WindowStart): Promise<readonly WindowJudgement[]> {
    const endedUnixMs = this.#nowUnixMs();
    await this.#change({ kind: 'start', scenario: subject.name, endedUnixMs, entry });
    return this.windowOf(subject).judgements;
  }

  /** Begins and ends episodes by where the window stands. */
  async judge(subject: Subject, judgements: readonly WindowJudgement[]): Promise<void> {
    for (const judgement of judgements) await this.#look(subject, judgement);
  }

  async missed({ name }: Subject, count: number): Promise<void> {
    if (count === 0) return;
    const atUnixMs = this.#nowUnixMs();
    await this.#change({ kind: 'missed', scenario: name, entry: { atUnixMs, outcome: 'missed', count } });
    this.#deps.tell({ kind: 'missed', scenario: name, count });
  }

  /** Takes up the episodes that were going on, or not told yet, when the process ended. */
  resume(): void {
    for (const subject of this.#deps.subjects)
      for (const judgement of this.windowOf(subject).judgements) {
        const episode = this.#episode(subject.name, judgement.name);
        if (episode === null || (!isFiring(episode) && episode.told)) continue;
        this.#deps.alert(alertOf(subject, judgement, episode, this.#deps.windowMs), episode.told);
      }
  }

  /** Everybody has been told of an alert. */
  async told({ scenario, limit, startsAtUnixMs, status }: Alert): Promise<void> {
    const episode = this.#episode(scenario, limit);
    if (episode === null || episode.told || episode.startsAtUnixMs !== startsAtUnixMs) return;
    // It may have ended while its beginning was being told.
    if (isFiring(episode) !== (status === 'firing')) return;
    await this.#change({ kind: 'episode', scenario, limit, episode: { ...episode, told: true } });
  }

  async #look(subject: Subject, judgement: WindowJudgement): Promise<void> {
    const { name: scenario } = subject;
    const before = this.#episode(scenario, judgement.name);
    const episode = nextEpisode(before, judgement.verdict, this.#nowUnixMs());
    if (episode === before || episode === null) return;
    await this.#change({ kind: 'episode', scenario, limit: judgement.name, episode });
    const alert = alertOf(subject, judgement, episode, this.#deps.windowMs);
    this.#deps.tell({ kind: 'alert', alert });
    this.#deps.alert(alert, false);
  }

  #episode(scenario: string, limit: string): Episode | null {
    const { episodes } = scenarioIn(this.#state, scenario);
    return Object.hasOwn(episodes, limit) ? (episodes[limit] ?? null) : null;
  }

  #nowUnixMs(): number {
    return this.#deps.clock.unixUs() / 1000;
  }

  async #change(change: WatchChange): Promise<void> {
    this.#state = changed(this.#state, change, this.#deps.windowMs);
    await this.#deps.save(change, this.#state);
  }
}
