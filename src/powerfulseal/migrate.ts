import { stringify } from 'yaml';
import { scenarioConfig } from './as-config.ts';
import { partSentence, type MeasuredPart, type PolicyPart, type PolicyPlan } from '../core/steps/plan.ts';
import type { PolicyStep } from '../core/steps/policy.ts';
import { recognise, type Hypothesis } from './recognise.ts';

/** Written so that the YAML 1.1 which is read back, as kubectl reads it, gives the same. */
const asRead = { version: '1.1', schema: 'yaml-1.1', lineWidth: 0 } as const;

export interface Migrated {
  /** The text of our own configuration. */
  config: string;
  /** Beside it, by name; none where the manifests stand in the configuration. */
  manifests: ReadonlyMap<string, string>;
}

/**
 * The configuration that measures what a policy tests. What has no counterpart is said in comments; null where nothing
 * has one. @param apart whether each payload becomes a file of its own
 */
export function migratePolicy(
  plan: PolicyPlan,
  { apart, allowClusterScoped }: { apart: boolean; allowClusterScoped: boolean },
): Migrated | null {
  const scope = allowClusterScoped ? ['allowClusterScoped: true'] : [];
  const manifests = new Map<string, string>();
  const parts = plan.parts.map((part) =>
    part.how === 'measured' ? measured(part, plan, { apart, manifests }) : commentOf(part, plan),
  );
  if (plan.parts.every(({ how }) => how === 'literal')) return null;
  return { config: `${[...heading(plan), '', ...scope, 'scenarios:', ...parts].join('\n')}\n`, manifests };
}

function heading({ policy }: PolicyPlan): string[] {
  const { source, strategy, failFast, minSecondsBetweenRuns: from, maxSecondsBetweenRuns: to } = policy;
  return comment([
    `Made by "pod-start-slo migrate" from the policy ${source}.`,
    ...(policy.runs === null
      ? ['The policy runs for ever; this measures 20 times, unless iterations says otherwise.']
      : []),
    `No counterpart: ${from} to ${to} s between two runs (the starts follow each other, spread over the second).`,
    ...(strategy === 'random'
      ? ['No counterpart: strategy random (scenarios are measured in their order).']
      : []),
    ...(failFast ? ['No counterpart: exitStrategy fail-fast (every scenario is measured).'] : []),
  ]);
}

interface Target {
  apart: boolean;
  manifests: Map<string, string>;
}

function measured(part: MeasuredPart, { policy }: PolicyPlan, target: Target): string {
  const recognition = recognise(part.scenario);
  // It was recognised when the plan was made.
  if ('reason' in recognition) return commentOf(part, null);
  const { hypothesis } = recognition;
  const config = scenarioConfig(hypothesis, part.measuredAs, policy.runs);
  const workload = workloadOf(hypothesis, part, target);
  const { name, ...rest } = config;
  const text = stringify([{ name, workload, ...rest }], asRead);
  return [...remarksOf(part).map((line) => `  ${line}`), ...indented(text)].join('\n');
}

function workloadOf(hypothesis: Hypothesis, part: MeasuredPart, { apart, manifests }: Target): object {
  const text = manifestText(hypothesis);
  if (!apart) return { inlineManifest: text };
  const file = fileName(part.measuredAs, manifests);
  manifests.set(file, text);
  return { manifest: file };
}

/** As it was written where that says the same; namespaces are taken out, since the run has one of its own. */
function manifestText({ payloads, manifests }: Hypothesis): string {
  const [only = ''] = payloads;
  const names = payloads.some((payload) => /^\s*namespace:|[{,]\s*namespace:/m.test(payload));
  if (!names && payloads.length === 1) return only.endsWith('\n') ? only : `${only}\n`;
  return manifests.map(({ object }) => stringify(object, asRead)).join('---\n');
}

/** That of the configuration itself. */
const usualName = 'pod-start-slo';

function fileName(name: string, taken: ReadonlyMap<string, string>): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const base = slug === '' ? 'scenario' : slug;
  const free = (candidate: string): boolean => candidate !== usualName && !taken.has(`${candidate}.yml`);
  if (free(base)) return `${base}.yml`;
  for (let count = 2; ; count += 1) if (free(`${base}-${count}`)) return `${base}-${count}.yml`;
}

function remarksOf({ scenario, measuredAs, notes }: MeasuredPart): string[] {
  const probe = scenario.steps.find((step) => step.kind === 'probeHTTP');
  return comment([
    ...(scenario.name === measuredAs ? [] : [`In the policy: ${scenario.name}`]),
    ...(scenario.description === null ? [] : scenario.description.trim().split('\n')),
    ...notes.map((note) => `${note}.`),
    ...(probe === undefined ? [] : probeRemarks(probe)),
  ]);
}

function probeRemarks({ timeoutMs }: Extract<PolicyStep, { kind: 'probeHTTP' }>): string[] {
  return timeoutMs === 1000
    ? []
    : [`No counterpart: timeout ${timeoutMs} ms of one request (an answer that takes longer is an answer).`];
}

/** A scenario that stays a policy. */
function commentOf(part: PolicyPart, plan: PolicyPlan | null): string {
  const how = plan === null ? '' : `; keep it in a policy: pod-start-slo run --policy ${plan.policy.source}`;
  return comment([`No counterpart: ${part.scenario.name}. It is ${partSentence(part)}${how}`])
    .map((line) => `  ${line}`)
    .join('\n');
}

function comment(lines: readonly string[]): string[] {
  return lines.map((line) => `# ${line.replaceAll(/[\p{C}\s]+/gu, ' ').trim()}`.trimEnd());
}

function indented(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`));
}
