import type { Github } from '../../../github/api.ts';
import { placeOf, type WorkflowRun } from '../../../github/event.ts';
import type { Outcome } from '../../../github/failure.ts';
import { findPullRequest } from '../../../github/find-pull-request.ts';
import { permissionsHint } from '../../../github/permissions-hint.ts';
import { listRunArtifacts, readRunArtifact, type Artifact } from '../../../github/run-artifact.ts';
import { parseResult } from '../../../core/parse-result.ts';
import { renderComment } from '../../../reports/comment/comment.ts';
import { renderCommentSection } from '../../../reports/comment/section.ts';
import { code } from '../../../reports/markdown-escape.ts';
import type { Log } from '../log.ts';
import { post, type CommentWish } from './comment.ts';
import { jobOf, urlOfRun, type Job } from './job.ts';
import { githubOf } from './open.ts';
import { stateOfAll } from './state.ts';
import type { GithubWish, Surroundings } from './tell-github.ts';

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
export async function reportRun(wish: ReportWish, around: Surroundings): Promise<void> {
  const { env, log } = around;
  const job = jobOf(env, wish);
  const place = placeOf(job.event);
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
  const artifacts = settled(await listRunArtifacts(github, place.run.id), log)?.filter(wanted(wish.artifact));
  if (artifacts?.length === 0) log.say(`nothing to report: the run has no artifact ${wish.artifact}`);
  for (const artifact of artifacts ?? [])
    await reportArtifact(artifact, found.number, wish.comment, reporting);
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
  const result = read.kind === 'text' ? parseResult(read.text) : { problem: read.why };
  if ('problem' in result) {
    const what = read.kind === 'text' ? `${resultEntry} in it ` : '';
    log.say(`warning: the artifact ${artifact.name} is not reported: ${what}${result.problem}`);
    return;
  }
  await post(
    { number, fromFork: false },
    {
      key: [job.workflow, job.name, wish.id],
      section: {
        id: artifact.name,
        title: artifact.name,
        body: `${labelOf(run)}\n\n${renderCommentSection(result)}\n\n[Log, summary and files of the run](${urlOfRun(job, { runId: run.id, attempt: run.attempt })})`,
        state: stateOfAll(result),
      },
      run: { runId: run.id, attempt: run.attempt },
      mode: wish.mode,
      leg: job.leg.index,
      legs: 1,
      render: renderComment,
    },
    { github, log },
  );
}

function labelOf({ headRepository, headSha, fromFork }: WorkflowRun): string {
  const whose = fromFork ? `a run of the fork ${code(headRepository)}` : 'a run';
  return `> [!NOTE]\n> Reported by ${whose} at ${code(headSha.slice(0, 12))}. The numbers are as that run says; nothing here has checked them.`;
}

/** The value, or null after the failure was told. */
function settled<T>(outcome: Outcome<T>, log: Log): T | null {
  if (outcome.ok) return outcome.value;
  log.say(`warning: nothing is reported: ${outcome.failure.message}`);
  for (const line of permissionsHint(outcome.failure, { fromFork: false })) log.say(line);
  return null;
}
