import type { Github } from '../../../github/api.ts';
import { commentTargetOf, type WorkflowRun } from '../../../github/event.ts';
import type { Outcome } from '../../../github/failure.ts';
import { findPullRequest } from '../../../github/find-pull-request.ts';
import { permissionsHint } from '../../../github/permissions-hint.ts';
import { listRunArtifacts, readRunArtifact, type Artifact } from '../../../github/run-artifact.ts';
import { messageOf } from '../../../core/errors.ts';
import type { Markdown } from '../../../core/markdown.ts';
import type { Result } from '../../../core/result.ts';
import { renderComment } from '../../../reports/comment/comment.ts';
import { renderCommentSection } from '../../../reports/comment/section.ts';
import { blocks, code, link, gfm } from '../../../reports/markdown/escape.ts';
import { parseStrangersResult } from '../strangers-result.ts';
import type { StickyRequest } from '../../../github/sticky-comment.ts';
import type { Log } from '../log.ts';
import { post, type CommentWish } from './comment.ts';
import { jobOf, urlOfRun, type Job } from './job.ts';
import { githubOf } from './open.ts';
import { stateOfAll } from './state.ts';
import type { GithubWish, GithubContext } from './tell-github.ts';

/** The file in an artifact that holds the result; upload-artifact keeps the names of what it is given. */
const resultEntry = 'result.json';

export interface ReportWish extends GithubWish {
  /** Name of the artifacts; one ending in `*` takes all that begin so. */
  artifact: string;
}

/**
 * Comments for a run that could not: that of a pull request from a fork, whose token may only read. Everything that run
 * left is untrusted; its numbers are shown as what that run says, and decide nothing.
 */
export async function reportRun(wish: ReportWish, around: GithubContext): Promise<void> {
  const { env, log } = around;
  const job = jobOf(env, wish);
  const place = commentTargetOf(job.event);
  if (place.kind !== 'workflow-run') {
    const why = place.kind === 'none' ? place.why : 'this action is for the event workflow_run';
    log.say(`nothing to report: ${why}`);
    return;
  }
  if (wish.token === null) {
    log.say('nothing is reported: the input github-token is empty');
    return;
  }
  log.mask(wish.token);
  const github = await githubOf(job, wish.token, around);
  const reporting = { github, job, log, run: place.run };
  const found = settled(await findPullRequest(github, place.run), log);
  if (found === null) return;
  if (found.kind === 'none') {
    log.say(`nothing to report: ${found.why}`);
    return;
  }
  const listed = settled(await listRunArtifacts(github, place.run.id), log);
  if (listed === null) return;
  const artifacts = listed.filter(wanted(wish.artifact));
  if (artifacts.length === 0) log.say(`nothing to report: the run has no artifact ${wish.artifact}`);
  if (artifacts.length > mostArtifacts)
    log.say(
      `warning: ${artifacts.length} artifacts match ${wish.artifact}; only the first ${mostArtifacts} by name are reported`,
    );
  for (const artifact of artifacts.toSorted(byName).slice(0, mostArtifacts))
    await reportArtifact(artifact, found.number, wish.comment, reporting);
}

/** As many as a comment has room for. Each is downloaded, and it is a stranger who chooses how many there are. */
const mostArtifacts = 20;

function byName(a: Artifact, b: Artifact): number {
  return a.name < b.name ? -1 : 1;
}

interface Reporting {
  github: Github;
  job: Job;
  log: Log;
  run: WorkflowRun;
}

function wanted(pattern: string): (artifact: Artifact) => boolean {
  const start = pattern.endsWith('*') ? pattern.slice(0, -1) : null;
  return ({ name }) => (start === null ? name === pattern : name.startsWith(start));
}

async function reportArtifact(
  artifact: Artifact,
  number: number,
  wish: CommentWish,
  { github, job, log, run }: Reporting,
): Promise<void> {
  const read = settled(await readRunArtifact(github, artifact, resultEntry), log);
  if (read === null) return;
  const said = read.kind === 'text' ? sectionOf(read.text, artifact, job, run) : { problem: read.why };
  if ('problem' in said) {
    log.say(`warning: the artifact ${artifact.name} is not reported: ${said.problem}`);
    return;
  }
  await post(
    { number, fromFork: false },
    {
      key: [job.workflow, job.name, wish.id],
      section: said,
      run: { runId: run.id, attempt: run.attempt },
      mode: wish.mode,
      leg: job.leg.index,
      legs: 1,
      render: renderComment,
    },
    { github, log },
  );
}

/** A file that cannot be shown must not keep the others from being shown. */
function sectionOf(
  text: string,
  { name }: Artifact,
  job: Job,
  run: WorkflowRun,
): StickyRequest['section'] | { problem: string } {
  const result = parseStrangersResult(text);
  if ('problem' in result) return { problem: `${resultEntry} in it ${result.problem}` };
  try {
    const reporter = run.fromFork ? 'fork' : 'run';
    const body = bodyOf(result, reporter, job, run);
    return { id: name, title: name, body, state: stateOfAll(result), reporter };
  } catch (error) {
    return { problem: `${resultEntry} in it cannot be shown: ${messageOf(error)}` };
  }
}

function bodyOf(result: Result, reporter: 'fork' | 'run', job: Job, run: WorkflowRun): Markdown {
  const page = urlOfRun(job, { runId: run.id, attempt: run.attempt });
  return blocks([
    labelOf(run),
    renderCommentSection(result, { reporter }),
    link(gfm`Log, summary and files of the run`, page),
  ]);
}

function labelOf({ headRepository, headSha, fromFork }: WorkflowRun): Markdown {
  const whose = fromFork ? gfm`a run of the fork ${code(headRepository)}` : gfm`a run`;
  return gfm`> [!NOTE]\n> Reported by ${whose} at ${code(headSha.slice(0, 12))}. These are the words and numbers of that run; nothing here has checked them.`;
}

/** The value, or null after the failure was told. */
function settled<T>(outcome: Outcome<T>, log: Log): T | null {
  if (outcome.ok) return outcome.value;
  log.say(`warning: nothing is reported: ${outcome.failure.message}`);
  for (const line of permissionsHint(outcome.failure, { fromFork: false })) log.say(line);
  return null;
}
