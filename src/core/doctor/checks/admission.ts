import { helperNamespaceHint } from '../../node-helper.ts';
import { sentenceOf } from '../../sentence.ts';
import { info, judgedBy, problem, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

/** The API server's answer to a server-side dry run of an object. */
export interface DryRun {
  scenario: string;
  kind: string;
  name: string;
  /** Whether it is the pod that a controller would create. */
  isFromTemplate: boolean;
  /**
   * admitted; refused by validation or admission; denied: this user may not create it; taken: there is one of this name;
   * unclear: a webhook takes no dry runs, or does not answer.
   */
  outcome: 'admitted' | 'refused' | 'denied' | 'taken' | 'unclear';
  /** The reason, if it was not admitted. */
  message: string;
  /** Warnings that came with the answer, such as Pod Security's. */
  warnings: readonly string[];
  /** What admission changed in it: `adds container istio-proxy`. */
  changes: readonly string[];
}

/** The pods that remove images from nodes. All are alike. */
export const nodeHelperRun = { kind: 'Pod', name: 'node helper', isFromTemplate: false } as const;

export interface AdmissionFacts {
  runs: readonly DryRun[];
  /** Whether another namespace was used, since the run creates its own later. The policies may differ. */
  isStandIn: boolean;
}

export function checkAdmission({ runs, isStandIn }: AdmissionFacts): Judgement {
  const counted = isStandIn ? runs.filter(isOfEveryNamespace) : runs;
  const admitted = counted.filter(({ outcome }) => outcome === 'admitted');
  const where = isStandIn ? ', in namespace default, since the run creates its own' : '';
  return judgedBy(
    `${admitted.length} of ${counted.length} objects are admitted (server-side dry run${where})`,
    distinct(counted.flatMap(findingsOf)),
  );
}

/** Taken names and missing rights concern only the namespace that was used instead. */
function isOfEveryNamespace({ outcome }: DryRun): boolean {
  return outcome !== 'taken' && outcome !== 'denied';
}

function findingsOf(run: DryRun): Finding[] {
  const what = whatOf(run);
  return [
    ...outcomeFindings(what, run),
    ...run.warnings.map((text) => warning(`${what}: ${text}`, fixOf(text, run))),
    ...run.changes.map((change) => changed(what, change)),
  ];
}

function outcomeFindings(what: string, run: DryRun): Finding[] {
  const { outcome, message, isFromTemplate } = run;
  switch (outcome) {
    case 'admitted':
      return [];
    case 'refused':
      return [problem(`${what} is refused: ${message}`, fixOf(message, run))];
    case 'denied':
      return isFromTemplate
        ? [info(`${what}: you have no permission to create pods, so admission could not be checked`)]
        : [info(`${what}: not checked: you have no permission to create it`)];
    case 'taken':
      return [
        problem(
          `${what} exists in the namespace already; the run does not touch it`,
          'Delete or rename it, or drop --namespace: the run then creates a namespace.',
        ),
      ];
    case 'unclear':
      return [warning(`${what}: the dry run failed: ${message}`, null)];
  }
}

function changed(what: string, change: string): Finding {
  return change.startsWith('adds ')
    ? warning(
        `admission ${change} to ${what}, which the measurement includes`,
        'Exclude the namespace from the injection if you do not want that.',
      )
    : info(`admission ${change} of ${what}`);
}

/** The fix for messages of the usual admission plugins; null if there is none. */
function fixOf(message: string, run: DryRun): string | null {
  if (message.includes('violate PodSecurity') || message.includes('violates PodSecurity'))
    return isNodeHelper(run)
      ? sentenceOf(helperNamespaceHint)
      : 'For an image, pass --restricted. For a manifest, set what the message lists, or change the level of the namespace.';
  if (message.includes('exceeded quota')) return 'Raise the quota, or free resources in the namespace.';
  if (message.includes('must specify'))
    return 'Set the requests and limits that the quota counts for every container.';
  if (message.includes('usage per'))
    return 'Set requests and limits that the LimitRange of the namespace allows.';
  if (message.includes('admission webhook'))
    return 'This cluster enforces the rule with that webhook; contact its administrator.';
  return null;
}

function isNodeHelper({ name }: DryRun): boolean {
  return name === nodeHelperRun.name;
}

function whatOf(run: DryRun): string {
  const { kind, name, isFromTemplate } = run;
  if (isNodeHelper(run)) return 'the node helper';
  return isFromTemplate ? `the pod of ${kind}/${name}` : `${kind}/${name}`;
}

/** Each finding once: scenarios that start the same have the same findings. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
