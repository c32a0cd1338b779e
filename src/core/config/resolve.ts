import { msOf } from '../duration.ts';
import type { Problem } from '../errors.ts';
import { settings, standard } from '../options/table.ts';
import type { Manifest, Plan, Scenario } from '../plan.ts';
import { checkShape, type Checked } from './check-shape.ts';
import { givenCluster } from './cluster.ts';
import { disturbingProblems, type RunPlace } from './disturbing.ts';
import type { ConfigFile } from './config-file.ts';
import type { ReadText, Resolution, RunInput } from './input.ts';
import { unconfirmedSettings } from './guarded-settings.ts';
import { Layers, type Layer } from './layers.ts';
import { loadManifests, type LoadedManifests } from './manifest-files.ts';
import { hoistDefinitions } from '../custom-kinds.ts';
import { duplicateProblems, type ScopeRules } from './manifests.ts';
import { nodeHelperWarnings, resolveNodeHelper } from './node-helper.ts';
import { ScenarioDraft } from './scenario-draft.ts';
import { resolveScenario } from './scenario.ts';
import type { LoadManifests } from './workload.ts';
import { runSchema, scenarioSchema, type RunValues } from './schema.ts';
import { runSettings, scenarioSettings } from './setting-values.ts';
import { givenSettings, readSources, type GivenSetting, type Sources } from './sources.ts';
import { promised, resolveWatch } from './watch.ts';

export type { RawValue, ReadText, Resolution, RunInput } from './input.ts';
export { settings, type SettingName } from '../options/table.ts';

/** The plan of a run, from a configuration file, settings or both; or all problems at once. */
export function resolvePlan(input: RunInput, readText: ReadText): Resolution {
  const sources = readSources(input, readText);
  const { file, over } = sources;
  const run = checkRun(
    input,
    [file, over].flatMap((each) => each?.run ?? []),
  );
  const rules = scopeRules(input, run);
  const load: LoadManifests = (paths, field, text) =>
    loadManifests(text === undefined ? readText : () => text, rules, paths, field);
  const setup = loadSetup(run, load);
  const drafts = draftScenarios(input, sources);
  const given = run.checked.value.watch ?? {};
  const { watch, ...odd } = resolveWatch(given, run.layers);
  const limits = input.continuous === true ? promised(given) : null;
  const resolved = drafts.drafts.flatMap((draft) =>
    resolveScenario(draft, { load, setup: setup.manifests, readText, limits }).map((scenario) => ({
      scenario,
      draft,
    })),
  );
  const { scenarios, setupManifests, ...hoisted } = hoistDefinitions({
    scenarios: resolved.map(({ scenario }) => scenario),
    setupManifests: setup.manifests,
  });
  const problems = distinct([
    ...sources.problems,
    ...unconfirmedSettings(input, sources),
    ...(file === null ? [] : excludedByFile(input, file, givenSettings(input, over))),
    ...run.checked.problems,
    ...odd.problems,
    ...setup.problems,
    ...drafts.problems,
    ...drafts.drafts.flatMap((draft) => draft.problems),
    ...nameProblems(resolved),
    ...hoisted.problems,
    ...disturbingProblems(scenarios, placeOf(run), input),
    ...strayTiming(run, input),
  ]);
  const cluster = givenCluster(run.checked, run.layers);
  if (problems.length > 0) return { problems, cluster };
  const helperWarnings = nodeHelperWarnings(run.checked.value.nodeHelper ?? {}, run.layers);
  const ofScenarios = drafts.drafts.flatMap((draft) => draft.warnings);
  const warnings = distinct([...setup.notes, ...odd.warnings, ...helperWarnings, ...ofScenarios]);
  return { plan: planOf(input, run.checked.value, scenarios, setupManifests), watch, warnings, cluster };
}

interface RunPart {
  layers: Layers;
  checked: Checked<RunValues>;
}

/** What concerns the run as a whole; settings go over the layers below. */
export function checkRun(input: RunInput, below: readonly Layer[]): RunPart {
  const { layer, problems } = runSettings(input);
  const layers = new Layers([...below, layer], below[0] ?? layer);
  const checked = checkShape(runSchema, layers, 'run');
  return { layers, checked: { ...checked, problems: [...problems, ...checked.problems] } };
}

function placeOf({ checked }: RunPart): RunPlace {
  const { namespace, allowKubeNamespaces = standard.allowKubeNamespaces } = checked.value;
  return { namespace, allowKubeNamespaces };
}

function strayTiming({ layers, checked }: RunPart, { nameOf }: RunInput): Problem[] {
  if (checked.value.policyTiming === undefined) return [];
  const field = layers.fieldOf(['policyTiming']);
  return [{ field, message: `belongs to ${nameOf('policy')}`, fix: 'name the policy, or leave it out' }];
}

export function scopeRules(input: RunInput, { checked }: RunPart): ScopeRules {
  const { namespace, allowClusterScoped = standard.allowClusterScoped } = checked.value;
  const unknown = namespace === undefined && checked.refused.touches(['namespace']);
  return { namespace: unknown ? undefined : (namespace ?? null), allowClusterScoped, nameOf: input.nameOf };
}

export function loadSetup(
  { layers, checked }: RunPart,
  load: (paths: readonly string[], field: string) => LoadedManifests,
) {
  const files = (checked.value.setupManifests ?? []).map((path, index) => {
    const place = ['setupManifests', index];
    return load([layers.fileAt(place, path)], layers.fieldOf(place));
  });
  const manifests = files.flatMap((file) => file.manifests);
  const problems = files.flatMap((file) => file.problems);
  const notes = files.flatMap((file) => file.notes);
  return { manifests, problems: [...problems, ...duplicateProblems(manifests)], notes };
}

function draftScenarios(input: RunInput, { file, over }: Sources) {
  const { layer, problems } = scenarioSettings(input, file !== null);
  const above = over === null ? [layer] : [over.defaults, layer];
  const drafts =
    file === null
      ? [draftOf(above, layer, nothingNamed(input, file, 0))]
      : file.scenarios.map((scenario, index) =>
          draftOf([file.defaults, scenario, ...above], scenario, nothingNamed(input, file, index)),
        );
  return { drafts, problems };
}

export function draftOf(stack: readonly Layer[], main: Layer, missing: Problem): ScenarioDraft {
  const layers = new Layers(stack, main);
  return new ScenarioDraft(layers, checkShape(scenarioSchema, layers, 'scenario'), missing);
}

function nothingNamed({ nameOf }: RunInput, file: ConfigFile | null, index: number): Problem {
  if (file !== null)
    return {
      field: file.scenarios[index]?.nameOf(['workload']) ?? 'workload',
      message: 'needs an image and its port, or a manifest',
    };
  return {
    field: nameOf('image'),
    message: 'nothing to measure',
    fix: `pass ${nameOf('image')} and ${nameOf('port')}, or ${nameOf('manifest')}, or ${nameOf('config')}; "pod-start-slo init" creates pod-start-slo.yml`,
  };
}

/** Settings that describe one workload say nothing about the scenarios of a file; a baseline suits only one of them. */
function excludedByFile(input: RunInput, file: ConfigFile, given: readonly GivenSetting[]): Problem[] {
  const fileField = input.nameOf(input.config === undefined ? 'options' : 'config');
  const message = `cannot be combined with ${fileField}: the file says what is started`;
  const several = `belongs to one scenario, and the file has ${file.scenarios.length}`;
  const ofOne = file.scenarios.length > 1 ? ['baselineImage', 'baselineManifest'] : [];
  return [
    ...given
      .filter(({ name }) => settings[name].describesWorkload === true)
      .map((each) => ({ ...each, message })),
    ...given.filter(({ name }) => ofOne.includes(name)).map((each) => ({ ...each, message: several })),
  ].map(({ name, field, message: why }) => ({
    field,
    message: why,
    fix: `write it into ${input.config ?? fileField} as ${settings[name].path} of a scenario`,
  }));
}

interface Resolved {
  scenario: Scenario;
  draft: ScenarioDraft;
}

function nameProblems(resolved: readonly Resolved[]): Problem[] {
  const baselines = new Set(resolved.map(({ scenario }) => nameOfBaseline(scenario)));
  return resolved.flatMap(({ scenario, draft }, index) => {
    const isFirst = resolved.findIndex((other) => other.scenario.name === scenario.name) === index;
    if (isFirst && !baselines.has(scenario.name)) return [];
    return [
      {
        field: draft.fieldOf(['name']),
        value: scenario.name,
        message: 'another scenario has this name already',
        fix: 'give each scenario a name of its own',
      },
    ];
  });
}

function nameOfBaseline({ baseline }: Scenario): string | null {
  return baseline?.kind === 'duet' ? baseline.scenario.name : null;
}

export function planOf(
  input: RunInput,
  run: RunValues,
  scenarios: readonly Scenario[],
  setupManifests: readonly Manifest[],
): Plan {
  return {
    scenarios,
    namespace: run.namespace ?? null,
    seed: run.seed ?? input.randomSeed,
    maxDurationMs: run.maxDuration === undefined ? null : msOf(run.maxDuration),
    setupManifests,
    allowClusterScoped: run.allowClusterScoped ?? standard.allowClusterScoped,
    confirmed: run.confirm ?? standard.confirm,
    nodeHelper: resolveNodeHelper(run.nodeHelper ?? {}),
    pushgateway: run.reports?.pushgateway ?? null,
    otlp: run.reports?.otlp ?? null,
    traceparent: run.reports?.traceparent ?? null,
  };
}

/** A wrong default would otherwise be told once for each scenario. */
export function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ field, message }) => {
    const id = `${field}\n${message}`;
    return seen.has(id) ? false : seen.add(id);
  });
}
