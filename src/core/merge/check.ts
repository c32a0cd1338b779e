import { usageError, type PodStartSloError, type Problem } from '../errors.ts';
import { parseObjective } from '../objective.ts';
import type { ScenarioResult } from '../result.ts';
import { groupsOf, runIdsOf, type Group, type Shard, type Source } from './groups.ts';

/** All that keeps results from being merged; null where nothing does. */
export function mergeError(sources: readonly Source[]): PodStartSloError | null {
  const groups = groupsOf(sources);
  const problems = [
    ...sources.flatMap((source, index) => versionProblems(source, sources[0] ?? source, index)),
    ...sources.flatMap((source, index) => twiceProblems(source, sources.slice(0, index))),
    ...groups.flatMap((group, index) => fingerprintProblems(group, groups.slice(0, index))),
    ...groups.flatMap(shardProblems),
    ...sources.flatMap(policyProblems),
  ];
  return problems.length === 0 ? null : usageError(problems);
}

function versionProblems({ name, result }: Source, first: Source, index: number): Problem[] {
  const { version } = result.tool;
  const other = first.result.tool.version;
  if (index === 0 || version === other) return [];
  const message = `was measured by another version of the tool than ${first.name}, "${other}"`;
  return [{ field: name, value: version, message, fix: 'measure all of them with one version' }];
}

/** What a policy did step by step is no sample of anything. */
function policyProblems({ name, result }: Source): Problem[] {
  if (result.policy?.scenarios.some(({ how }) => how === 'literal') !== true) return [];
  const message = 'holds a policy that was run step by step, which cannot be judged together with others';
  return [{ field: name, value: result.policy.source, message, fix: 'report it separately' }];
}

/** A start that is counted twice would be evidence for nothing. */
function twiceProblems({ name, result }: Source, before: readonly Source[]): Problem[] {
  const ids = new Set(runIdsOf(result));
  return before.flatMap((other) => {
    const shared = runIdsOf(other.result).find((id) => ids.has(id));
    if (shared === undefined) return [];
    const message = `holds a run that ${other.name} holds as well`;
    return [{ field: name, value: shared, message, fix: 'name each result once' }];
  });
}

/** What makes a cluster another one. Where none of it differs, the same scenario should be comparable. */
const clusterParts: readonly string[] = ['kubernetes', 'nodes'];

const fix =
  'shards are judged together, so all of this has to be the same; what differs on purpose needs a name of its own';

/** A scenario of one name on another cluster is listed by itself; what differs otherwise was to be the same. */
function fingerprintProblems(group: Group, before: readonly Group[]): Problem[] {
  return before
    .filter(({ name }) => name === group.name)
    .flatMap((other) => {
      const [mine, theirs] = [group, other].map(({ shards: [shard] }) => shard.source);
      if (mine === undefined || theirs === undefined) return [];
      const differing = differingParts(mine, theirs);
      const isOtherCluster = differing.some((part) => clusterParts.includes(part));
      if (isOtherCluster && !differing.includes('workloads')) return [];
      return differing.map((part) => ({
        field: `${mine.name}: ${part} of ${group.name}`,
        value: partOf(mine, part),
        message: `not the same as in ${theirs.name}, "${partOf(theirs, part)}"`,
        fix,
      }));
    });
}

function differingParts(one: Source, other: Source): string[] {
  const parts = [one, other].flatMap(({ result }) => Object.keys(result.fingerprint.parts));
  const differing = [...new Set(parts)].filter((part) => partOf(one, part) !== partOf(other, part));
  return differing.length === 0 ? ['fingerprint'] : differing;
}

function partOf({ result: { fingerprint } }: Source, part: string): string {
  return fingerprint.parts[part] ?? (part === 'fingerprint' ? fingerprint.hash : 'none');
}

/** What shards must have in common though it is in no fingerprint. */
const judgedBy: readonly [string, (scenario: ScenarioResult) => string][] = [
  ['objectives', ({ objectives }) => objectives.map(({ expression }) => expression).join(', ') || 'none'],
  ['rule', ({ rule }) => rule],
  ['timeout', ({ timeoutMs }) => `${timeoutMs} ms`],
];

function shardProblems({ name, shards }: Group): Problem[] {
  const [first] = shards;
  const begun = shards.filter(({ scenario }) => isBegun(scenario));
  const [model = first, ...others] = begun;
  return [
    ...others.flatMap((shard) => judgedByProblems(shard, model)),
    ...(shards.length > 1 ? shards.flatMap(comparisonProblem) : []),
    ...model.scenario.objectives.flatMap(({ expression }) => {
      const objective = parseObjective(expression);
      const field = `${model.source.name}: objectives of ${name}`;
      return 'problem' in objective ? [{ field, value: expression, message: objective.problem }] : [];
    }),
  ];
}

/** A scenario that the run did not come to has a verdict and no objectives: what they were is not known. */
export function isBegun({ objectives, verdict }: ScenarioResult): boolean {
  return objectives.length > 0 || verdict === null;
}

function judgedByProblems(shard: Shard, model: Shard): Problem[] {
  return judgedBy
    .filter(([, of]) => of(shard.scenario) !== of(model.scenario))
    .map(([what, of]) => ({
      field: `${shard.source.name}: ${what} of ${shard.scenario.name}`,
      value: of(shard.scenario),
      message: `not the same as in ${model.source.name}, "${of(model.scenario)}"`,
      fix,
    }));
}

function comparisonProblem({ source, scenario }: Shard): Problem[] {
  if (scenario.comparison === null) return [];
  return [
    {
      field: `${source.name}: ${scenario.name}`,
      message: `comparisons with a baseline (${scenario.comparison.baseline.label}) cannot be judged together`,
      fix: 'report the results one by one, or measure the shards without a baseline',
    },
  ];
}
