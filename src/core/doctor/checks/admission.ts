import { helperNamespaceHint } from '../../node-helper.ts';
import { sentenceOf } from '../../sentence.ts';
import { info, judgedBy, problem, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

/** What the API server said of an object that it was to check and not to store. */
export interface DryRun {
  scenario: string;
  kind: string;
  name: string;
  /** Whether it stands for the pods that a controller would make. */
  isFromTemplate: boolean;
  /**
   * admitted; refused by validation or admission; denied: this user may not create it; taken: there is one of this name;
   * unclear: a webhook takes no dry runs, or does not answer.
   */
  outcome: 'admitted' | 'refused' | 'denied' | 'taken' | 'unclear';
  /** What was said of it, where it was not admitted. */
  message: string;
  /** Warnings that came with the answer, such as Pod Security's. */
  warnings: readonly string[];
  /** What admission has changed of it: `adds container istio-proxy`. */
  changes: readonly string[];
}

/** The pods that remove images from nodes, which are alike. */
export const nodeHelperRun = { kind: 'Pod', name: 'node helper', isFromTemplate: false } as const;

export interface AdmissionFacts {
  runs: readonly DryRun[];
  /** Whether the namespace stands for one that is made later: its policies are not those. */
  isStandIn: boolean;
}

export function checkAdmission({ runs, isStandIn }: AdmissionFacts): Judgement {
  const counted = isStandIn ? runs.filter(isOfEveryNamespace) : runs;
  const admitted = counted.filter(({ outcome }) => outcome === 'admitted');
  const where = isStandIn ? ', in a namespace that stands for the one made for the run' : '';
  return judgedBy(
    `${admitted.length} of ${counted.length} objects are admitted (server-side dry run${where})`,
    distinct(counted.flatMap(findingsOf)),
  );
}

/** Names that are taken, and rights, are those of the stand-in alone. */
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
        ? [info(`${what}: you may not create pods yourself, so what admission says of them is not known`)]
        : [info(`${what}: not tried, since creating it is not permitted`)];
    case 'taken':
      return [
        problem(
          `${what} is in the namespace already; it is not touched`,
          'Delete or rename it, or leave out --namespace: then one is made for the run.',
        ),
      ];
    case 'unclear':
      return [warning(`${what}: the dry run came to nothing: ${message}`, null)];
  }
}

function changed(what: string, change: string): Finding {
  return change.startsWith('adds ')
    ? warning(
        `admission ${change} to ${what}, which is part of what is measured`,
        'Leave the namespace out of the injection where that is not wanted.',
      )
    : info(`admission ${change} of ${what}`);
}

/** What helps against what the usual admission plugins say. */
function fixOf(message: string, run: DryRun): string | null {
  if (message.includes('violate PodSecurity') || message.includes('violates PodSecurity'))
    return isNodeHelper(run)
      ? sentenceOf(helperNamespaceHint)
      : 'For an image: --restricted. For a manifest: what the message lists, or another level of the namespace.';
  if (message.includes('exceeded quota')) return 'Have the quota raised, or make room in the namespace.';
  if (message.includes('must specify'))
    return 'Give every container the requests and limits that the quota counts.';
  if (message.includes('usage per'))
    return 'Give the containers amounts that the LimitRange of the namespace allows.';
  if (message.includes('admission webhook'))
    return 'The webhook named is a rule of this cluster: ask who keeps it.';
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

/** Scenarios that start the same would tell the same. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
