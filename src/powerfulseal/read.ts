import type { ReadText } from '../core/config/input.ts';
import { parseManifests, type ParsedManifests } from '../core/config/manifests.ts';
import { shapeProblems as objectProblems } from '../core/config/object-shapes.ts';
import { getIn, isMapping, printPath, type Path } from '../core/config/paths.ts';
import { readYaml } from '../core/config/yaml.ts';
import type { Problem } from '../core/errors.ts';
import { otherForm } from './other-forms.ts';
import { patternProblem } from '../core/steps/linear-pattern.ts';
import type { Policy, PolicyScenario } from '../core/steps/policy.ts';
import { readStep } from './read-steps.ts';
import { refusalsOf, type RefusalRules } from './refusals.ts';
import { policySchema, type PolicyInput, type ScenarioInput } from './schema.ts';
import { shapeProblems } from './shape.ts';

export interface PolicyFile {
  path: string;
  readText: ReadText;
  /** How the flag or input is called that named it. */
  field: string;
  rules: RefusalRules;
}

export type ReadPolicy = { policy: Policy } | { problems: readonly Problem[] };

/** A policy with all its defaults; or everything that is wrong with it, and all that is refused, at once. */
export function readPolicy({ path, readText, field, rules }: PolicyFile): ReadPolicy {
  const text = readText(path);
  if (typeof text !== 'string') return { problems: [{ field, value: path, message: text.problem }] };
  const { documents, problems } = readYaml(text, path, 'texts');
  if (problems.length > 0) return { problems };
  if (documents.length > 1)
    return { problems: [{ field: path, message: 'holds more than one YAML document' }] };
  const root = withoutEmpty(documents[0]?.value);
  if (!isMapping(root))
    return { problems: [{ field: path, message: 'must be a mapping with the key "scenarios"' }] };
  const other = otherForm(root, path);
  if (other !== null) return { problems: [other] };
  const payloads = payloadsOf(root, path);
  const found = [
    ...shapeProblems(root),
    ...emptyProblems(root),
    ...stepsOf(root).flatMap(({ step, place }) => [
      ...refusalsOf(step, place, rules),
      ...namespaceProblems(step, place),
    ]),
    ...[...payloads.values()].flatMap((payload) => payload.problems),
  ];
  const parsed = policySchema.safeParse(root);
  return found.length > 0 || !parsed.success
    ? { problems: found }
    : { policy: policyOf(parsed.data, path, payloads) };
}

/** Kinds of actions that say all with their name. */
const bareKeys = new Set(['start', 'kill', 'mute', 'stopHost']);

/** A key without a value is one that was not given. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, item === null && bareKeys.has(key) ? {} : withoutEmpty(item)] as const,
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== null && item !== undefined));
}

function stepsOf(root: unknown): { step: unknown; place: Path }[] {
  return listAt(root, ['scenarios']).flatMap((scenario, index) =>
    listAt(scenario, ['steps']).map((step, place) => ({
      step,
      place: ['scenarios', index, 'steps', place],
    })),
  );
}

/** What would pass without having done anything. */
function emptyProblems(root: unknown): Problem[] {
  const places: { list: unknown; place: Path; message: string }[] = [
    {
      list: getIn(root, ['scenarios']),
      place: ['scenarios'],
      message: 'holds no scenario: nothing would be run',
    },
    ...listAt(root, ['scenarios']).map((scenario, index) => ({
      list: getIn(scenario, ['steps']),
      place: ['scenarios', index, 'steps'],
      message: 'holds no step: the scenario would pass without having checked anything',
    })),
    ...stepsOf(root).flatMap(({ step, place }) =>
      (
        [
          ['podAction', 'matches'],
          ['podAction', 'actions'],
          ['alertManagerAction', 'targets'],
          ['alertManagerAction', 'actions'],
        ] as const
      ).map((path) => ({
        list: getIn(step, path),
        place: [...place, ...path],
        message: 'is empty: the step would pass without having done anything',
      })),
    ),
  ];
  return places
    .filter(({ list }) => Array.isArray(list) && list.length === 0)
    .map(({ place, message }) => ({ field: printPath(place), message }));
}

/** A namespace with `*` in it, other than `*` alone, is a pattern. */
function namespaceProblems(step: unknown, place: Path): Problem[] {
  return listAt(step, ['podAction', 'matches']).flatMap((match, index) =>
    [['namespace'], ['deployment', 'namespace'], ['labels', 'namespace']].flatMap((path) => {
      const value = getIn(match, path);
      if (typeof value !== 'string' || value === '*' || !value.includes('*')) return [];
      const message = patternProblem(value);
      const field = printPath([...place, 'podAction', 'matches', index, ...path]);
      return message === null ? [] : [{ field, value, message }];
    }),
  );
}

type Payloads = ReadonlyMap<string, ParsedManifests>;

/** The objects of every payload, by the place of its step. */
function payloadsOf(root: unknown, source: string): Payloads {
  return new Map(
    stepsOf(root).flatMap(({ step, place }): [string, ParsedManifests][] => {
      const payload = getIn(step, ['kubectl', 'payload']);
      if (typeof payload !== 'string' || payload.trim() === '') return [];
      const name = printPath([...place, 'kubectl', 'payload']);
      const parsed = parseManifests(payload, `${source} ${name}`);
      // What is deleted is named, and needs no specification.
      const isDeleted = getIn(step, ['kubectl', 'action']) === 'delete';
      const shapes = isDeleted ? [] : parsed.manifests.flatMap(objectProblems);
      return [[printPath(place), { ...parsed, problems: [...parsed.problems, ...shapes] }]];
    }),
  );
}

function policyOf(input: PolicyInput, source: string, payloads: Payloads): Policy {
  const { runStrategy = {}, exitStrategy = {} } = input.config ?? {};
  return {
    source,
    strategy: runStrategy.strategy ?? 'round-robin',
    runs: runStrategy.runs ?? null,
    minSecondsBetweenRuns: runStrategy.minSecondsBetweenRuns ?? 30,
    maxSecondsBetweenRuns: runStrategy.maxSecondsBetweenRuns ?? 300,
    failFast: exitStrategy.strategy === 'fail-fast',
    scenarios: input.scenarios.map((scenario, index) => scenarioOf(scenario, index, payloads)),
  };
}

function scenarioOf(
  { name, description, steps }: ScenarioInput,
  index: number,
  payloads: Payloads,
): PolicyScenario {
  return {
    name,
    description: description ?? null,
    place: `scenarios[${index}]`,
    steps: steps.flatMap((step, place) => {
      const manifests = payloads.get(printPath(['scenarios', index, 'steps', place]))?.manifests ?? [];
      return readStep(step, manifests) ?? [];
    }),
  };
}

function listAt(value: unknown, path: Path): readonly unknown[] {
  const found = getIn(value, path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}
