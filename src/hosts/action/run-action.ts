import { messageOf, PodStartSloError, unexpected } from '../../core/errors.ts';
import type { Auto } from '../../core/auto-cluster.ts';
import { otlpHeaderValues } from '../../core/otlp-settings.ts';
import type { Plan } from '../../core/plan.ts';
import type { Result } from '../../core/result.ts';
import { plain } from '../../reports/wording/style.ts';
import { systemLiveClock } from '../shared/live-clock.ts';
import { throwIfFailed } from '../shared/uncaught.ts';
import { problemLines } from '../shared/problem-lines.ts';
import { pushResult } from '../shared/push-result.ts';
import { resolveInput } from '../shared/resolve-input.ts';
import { chooseAuto } from './auto.ts';
import { refuseUnsafeEvent } from './event.ts';
import type { Given } from './given.ts';
import type { BranchHistory as Branch } from './github/branch-history.ts';
import type { GithubWish } from './github/tell-github.ts';
import { githubWishOf } from './github-wish.ts';
import type { Host } from './host.ts';
import { Log } from './log.ts';
import { givenWith, kubeconfigFile } from './kubeconfig-input.ts';
import { onInconclusiveOf, prepare, reportsOf, type Prepared } from './prepare.ts';
import { startActionProgress } from './progress.ts';
import { ResultFiles } from './result-files.ts';
import { watchSignals, type Interrupts } from './signals.ts';
import type { Start } from './start.ts';
import { stackSource } from './uncaught.ts';
import { inActionWords } from './words.ts';

/** Checks the inputs, runs, and tells what came out; the run itself is given. Resolves with the exit code. */
export async function runAction(host: Host, start: Start): Promise<number> {
  using kubeconfig = kubeconfigFile(host);
  const given = givenWith(host, kubeconfig);
  return await runGiven(host, start, given);
}

async function runGiven(host: Host, start: Start, given: Given): Promise<number> {
  const log = new Log(host.toolkit);
  for (const secret of otlpHeaderValues(host.env)) log.mask(secret);
  const files = new ResultFiles(host.env, reportsOf(given));
  const onInconclusive = onInconclusiveOf(given);
  const wish = githubWishOf(given);
  const interrupts = watchSignals(host, log);
  let failure: PodStartSloError | null = null;
  let branch: Branch | null = null;
  let auto: Auto | null = null;
  let plan: Plan | null = null;
  try {
    refuseUnsafeEvent(host.env, given.flag('allow-unsafe-event'));
    const resolution = await resolveInput(given.runInput());
    auto = await chooseAuto(resolution.cluster, given.problems, host, { log, signal: interrupts.signal });
    const prepared = prepare(given, resolution, host.env, auto?.kind ?? null);
    ({ plan } = prepared);
    branch = await branchFor(prepared, wish, { host, log });
    await measure({ ...prepared, plan: branch.plan }, { host, log, files, interrupts }, start);
    throwIfFailed(interrupts.signal);
    if (files.latest !== null) await branch.store(files.latest);
  } catch (error) {
    failure = asFailure(error, interrupts.signal);
  }
  const end = { result: files.latest, failure };
  const history = branch?.history ?? null;
  // Loaded now: the reports are no part of what a step needs to begin.
  const { tell } = await import('./tell.ts');
  const code = await tell(end, { host, log, files, onInconclusive, history, beside: auto?.told ?? null });
  if (failure === null && end.result !== null)
    await tellOnGithub(end.result, wish, { host, log, interrupts });
  await pushAll(plan, end.result, { host, log, interrupts });
  interrupts.stop();
  return code;
}

/** What is not delivered is a warning each, and changes no verdict. */
async function pushAll(
  plan: Plan | null,
  result: Result | null,
  { host, log, interrupts }: Omit<Parts, 'files'>,
): Promise<void> {
  if (plan === null) return;
  const options = { env: host.env, signal: interrupts.cleanupSignal };
  for (const problem of await pushResult(plan, result, options))
    log.annotate('warning', 'Metrics or traces were not sent', problem);
}

/** Loaded only where it is asked for: the cache's client is larger than all the rest. */
async function branchFor(
  { plan, branch }: Prepared,
  wish: GithubWish,
  { host, log }: Pick<Parts, 'host' | 'log'>,
): Promise<Branch> {
  if (branch === null) return { plan, history: null, store: () => Promise.resolve() };
  const { openBranchHistory } = await import('./github/branch-history.ts');
  const { strategy, matrix, job, comment } = wish;
  const wanted = { strategy, matrix, job, commentId: comment.id, maxRegression: branch.maxRegression };
  return openBranchHistory(plan, wanted, { env: host.env, log });
}

/** Comments and keeps issues where that is wanted, and sets their outputs. What goes wrong must not cost the verdict. */
export async function tellOnGithub(
  result: Result,
  wish: GithubWish,
  { host, log, interrupts }: Omit<Parts, 'files'>,
): Promise<void> {
  const isAboutPull = (host.env['GITHUB_EVENT_NAME'] ?? '').startsWith('pull_request');
  if (
    !wish.issue &&
    (wish.comment.mode === 'never' || (wish.comment.mode === 'on-violation' && !isAboutPull))
  )
    return;
  try {
    const { tellGithub } = await import('./github/tell-github.ts');
    const addresses = await tellGithub(result, wish, { env: host.env, log, signal: interrupts.signal });
    for (const [name, address] of Object.entries(addresses)) host.toolkit.output(name, address);
  } catch (error) {
    log.say(`warning: comments and issues failed: ${messageOf(error)}`);
  }
}

interface Parts {
  host: Host;
  log: Log;
  files: ResultFiles;
  interrupts: Interrupts;
}

async function measure(prepared: Prepared, parts: Parts, start: Start): Promise<void> {
  const { host, log, files, interrupts } = parts;
  for (const warning of prepared.warnings)
    for (const line of problemLines(inActionWords(warning), plain)) log.say(`warning: ${line.trim()}`);
  const progress = startActionProgress(log, systemLiveClock);
  try {
    const { signal, cleanupSignal } = interrupts;
    const onResult: ResultFiles['keep'] = (result) => files.keep(result);
    const { report } = progress;
    await files.keep(await start(prepared, { host, log, report, onResult, signal, cleanupSignal }));
  } finally {
    progress.stop();
  }
}

/** Anything but our own error is a bug or a refusal of the runner, and no verdict either. */
export function asFailure(error: unknown, signal: AbortSignal): PodStartSloError {
  if (error instanceof PodStartSloError) return error;
  const reason: unknown = signal.aborted ? signal.reason : null;
  if (reason instanceof PodStartSloError) return reason;
  return unexpected(error, stackSource);
}
