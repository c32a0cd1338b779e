import { givenCluster } from '../core/config/cluster.ts';
import { isClusterScoped } from '../core/config/cluster-scoped.ts';
import { readOptions, type OptionsText } from '../core/config/config-file.ts';
import { describeObject, duplicateProblems, type ScopeRules } from '../core/config/manifests.ts';
import type { PolicyChoice, ReadText, Resolution, RunInput } from '../core/config/input.ts';
import { Layers, type Layer } from '../core/config/layers.ts';
import { printPath } from '../core/config/paths.ts';
import {
  checkRun,
  distinct,
  draftOf,
  loadSetup,
  planOf,
  resolvePlan,
  scopeRules,
} from '../core/config/resolve.ts';
import { promised, resolveWatch } from '../core/config/watch.ts';
import { resolveScenario } from '../core/config/scenario.ts';
import type { ScenarioDraft } from '../core/config/scenario-draft.ts';
import { scenarioSettings } from '../core/config/setting-values.ts';
import { givenSettings } from '../core/config/sources.ts';
import { loadManifests, settleObjects, type LoadedManifests } from '../core/config/manifest-files.ts';
import type { Problem } from '../core/errors.ts';
import { settings, standard } from '../core/options/table.ts';
import type { Objective } from '../core/objective.ts';
import type { Scenario } from '../core/plan.ts';
import { rhythmOf } from '../core/steps/watched.ts';
import { scenarioConfig } from './as-config.ts';
import type { LiteralPart, MeasuredPart } from '../core/steps/plan.ts';
import type { Policy, PolicyScenario } from '../core/steps/policy.ts';
import { readPolicy } from './read.ts';
import { ignoredForEver } from './for-ever.ts';
import { uniqueName } from '../core/steps/unique-name.ts';
import { recognise, type Hypothesis } from './recognise.ts';

/** The plan of a run from whatever it was given: a policy, a configuration file, settings; or all problems at once. */
export function resolveRun(input: RunInput, readText: ReadText): Resolution {
  return input.policy === undefined
    ? resolvePlan(input, readText)
    : resolvePolicy(input, input.policy, readText);
}

function resolvePolicy(input: RunInput, choice: PolicyChoice, readText: ReadText): Resolution {
  const { nameOf } = input;
  const options = readOptions(input);
  const run = checkRun(input, options === null ? [] : [options.run]);
  const rules = scopeRules(input, run);
  const setup = loadSetup(run, (paths, field) => loadManifests(readText, rules, paths, field));
  const given = run.checked.value.watch ?? {};
  const limits = input.continuous === true ? promised(given) : null;
  const { allowKubeNamespaces = standard.allowKubeNamespaces, policyTiming = standard.policyTiming } =
    run.checked.value;
  const { layer, problems: settingProblems } = scenarioSettings(input, true);
  const over = options === null ? [layer] : [options.defaults, layer];
  const read = readPolicy({
    path: choice.path,
    readText,
    field: nameOf('policy'),
    rules: {
      allowKubeNamespaces,
      allowField: nameOf('allowKubeNamespaces'),
    },
  });
  const problems = [
    ...(options?.problems ?? []),
    ...excluded(input, options),
    ...run.checked.problems,
    ...setup.problems,
    ...settingProblems,
  ];
  const cluster = givenCluster(run.checked, run.layers);
  if ('problems' in read) return { problems: distinct([...problems, ...read.problems]), cluster };
  const { policy } = read;
  const context = { policy, over, rules, setup: setup.manifests, readText, limits };
  const names = new Set<string>();
  const parts = policy.scenarios.map((scenario) =>
    policyTiming === 'measured' ? partOf(scenario, context, names) : literal(scenario, null),
  );
  const usual = rhythmOf(policy, parts.flatMap(scenarioStepByStep));
  const { watch, ...odd } = resolveWatch(given, run.layers, usual);
  problems.push(...odd.problems, ...parts.flatMap((part) => part.problems), ...literalProblems(parts, rules));
  if (problems.length > 0) return { problems: distinct(problems), cluster };
  const scenarios = parts.flatMap(({ measured }) => measured);
  return {
    plan: {
      ...planOf(input, run.checked.value, scenarios, setup.manifests),
      policy: {
        policy,
        timing: policyTiming,
        parts: parts.map(({ part }) => part),
        runs: runsOf(new Layers(over, layer), policy),
        allowKubeNamespaces,
      },
    },
    watch,
    cluster,
    warnings: distinct([
      ...(input.continuous === true ? ignoredForEver(policy) : []),
      ...setup.notes,
      ...odd.warnings,
      ...parts.flatMap((part) => part.warnings),
    ]),
  };
}

/** A policy says what is started, asked and promised. */
function excluded(input: RunInput, options: OptionsText | null): Problem[] {
  const { nameOf } = input;
  const message = `cannot be combined with ${nameOf('policy')}: the policy says what is started`;
  const fix = 'leave it out, or write a configuration with "pod-start-slo migrate" and change that';
  const given = givenSettings(input, options)
    .filter(({ name }) => settings[name].describesWorkload === true)
    .map(({ field }) => field);
  const scenarios = options?.hasScenarios === true ? [`${nameOf('options')}.scenarios`] : [];
  const config = input.config === undefined ? [] : [nameOf('config')];
  return [...config, ...scenarios, ...given].map((field) => ({ field, message, fix }));
}

interface Context {
  policy: Policy;
  over: readonly Layer[];
  rules: ScopeRules;
  setup: Objects;
  readText: ReadText;
  limits: readonly Objective[] | null;
}

interface ResolvedPart {
  part: MeasuredPart | LiteralPart;
  /** As it is, and under each condition that is asked for. */
  measured: readonly Scenario[];
  problems: readonly Problem[];
  warnings: readonly Problem[];
}

function partOf(scenario: PolicyScenario, context: Context, names: Set<string>): ResolvedPart {
  const recognition = recognise(scenario);
  if ('reason' in recognition) return literal(scenario, recognition.reason);
  const { hypothesis } = recognition;
  const name = uniqueName(scenario.name, names);
  const alone = resolveAs(scenario, hypothesis, name, context, []);
  const [problem] = alone.draft.problems;
  if (alone.resolved.length === 0 || problem !== undefined)
    return literal(scenario, problem === undefined ? 'it cannot be measured' : reasonOf(problem));
  names.add(name);
  const { draft, resolved } = resolveAs(scenario, hypothesis, name, context, context.over);
  const { notes } = hypothesis;
  return {
    part: { how: 'measured', scenario, measuredAs: name, notes },
    measured: resolved,
    problems: draft.problems,
    warnings: draft.warnings,
  };
}

function literal(scenario: PolicyScenario, reason: string | null): ResolvedPart {
  return { part: { how: 'literal', scenario, reason }, measured: [], problems: [], warnings: [] };
}

function scenarioStepByStep({ part }: ResolvedPart): PolicyScenario[] {
  return part.how === 'literal' ? [part.scenario] : [];
}

function reasonOf({ field, value, message }: Problem): string {
  return `${field}${value === undefined ? '' : ` "${value}"`} ${message}`;
}

/** Through the same checks and defaults as a scenario of a configuration file. */
function resolveAs(
  scenario: PolicyScenario,
  hypothesis: Hypothesis,
  name: string,
  { policy, rules, setup, readText, limits }: Context,
  over: readonly Layer[],
): { draft: ScenarioDraft; resolved: readonly Scenario[] } {
  const { manifests } = hypothesis;
  const main: Layer = {
    value: { ...scenarioConfig(hypothesis, name, policy.runs), workload: { manifest: scenario.place } },
    nameOf: (path) => `${scenario.place} as ${printPath(path)}`,
    folder: '',
  };
  const draft = draftOf([main, ...over], main, { field: scenario.place, message: 'starts nothing' });
  const load = (): LoadedManifests => {
    const settled = settleObjects(manifests, rules, scenario.place);
    return { ...settled, problems: [...duplicateProblems(manifests), ...settled.problems] };
  };
  return { draft, resolved: resolveScenario(draft, { load, setup, readText, limits }) };
}

/** What a run step by step may not make without being told. */
function literalProblems(parts: readonly ResolvedPart[], rules: ScopeRules): Problem[] {
  if (rules.allowClusterScoped) return [];
  return parts.flatMap(({ part }) =>
    part.how === 'measured'
      ? []
      : part.scenario.steps.flatMap((step) =>
          step.kind === 'kubectl' ? step.manifests.filter(isOfCluster).map(clusterScoped(rules)) : [],
        ),
  );
}

type Objects = LoadedManifests['manifests'];

function isOfCluster({ object }: Objects[number]): boolean {
  return isClusterScoped(object.apiVersion, object.kind);
}

function clusterScoped({ nameOf }: ScopeRules): (manifest: Objects[number]) => Problem {
  return ({ source, object }) => ({
    field: source,
    message: `${describeObject(object)} belongs to no namespace, so it could disturb others in the cluster`,
    fix: `create it beforehand, or set ${nameOf('allowClusterScoped')} where the cluster is yours alone`,
  });
}

/** A wrong number is told with the settings of a scenario; here it only must not be believed. */
function runsOf({ value }: Layers, policy: Policy): number {
  const { iterations } = value;
  const given = typeof iterations === 'number' && iterations >= 1 ? Math.floor(iterations) : null;
  return given ?? policy.runs ?? standard.iterations;
}
