import type { Problem } from '../errors.ts';
import type { ReadText, RunInput } from './input.ts';
import { folderOf, type Layer } from './layers.ts';
import { isMapping, printPath, type Path } from './paths.ts';
import { readYaml } from './yaml.ts';

/** The configuration file, taken apart into what the layers of each scenario are made of. */
export interface ConfigFile {
  run: Layer;
  defaults: Layer;
  scenarios: readonly Layer[];
  problems: readonly Problem[];
}

/** Reads the configuration file; what cannot be read leaves empty layers and a problem. */
export function readConfigFile(path: string, input: RunInput, readText: ReadText): ConfigFile {
  const text = readText(path);
  if (typeof text !== 'string')
    return takeApart({}, path, [{ field: input.nameOf('config'), value: path, message: text.problem }]);
  const { documents, problems } = readYaml(text, path, 'texts');
  if (problems.length > 0) return takeApart({}, path, problems);
  const root = documents[0]?.value;
  const other = otherFile(root, input);
  if (other !== null) return takeApart({}, path, [{ field: input.nameOf('config'), value: path, ...other }]);
  if (documents.length > 1)
    return takeApart({}, path, [{ field: path, message: 'holds more than one YAML document' }]);
  if (!isMapping(root))
    return takeApart({}, path, [{ field: path, message: 'must be a mapping with the key "scenarios"' }]);
  const { scenarios = null, defaults = null } = root;
  return takeApart(root, path, [...scenariosProblem(scenarios), ...defaultsProblem(defaults)]);
}

/** A file of another kind, given as the configuration. */
function otherFile(root: unknown, { nameOf }: RunInput): Omit<Problem, 'field'> | null {
  if (!isMapping(root)) return null;
  if (typeof root['apiVersion'] === 'string' && typeof root['kind'] === 'string')
    return {
      message: `is a Kubernetes manifest (kind ${root['kind']}), not a configuration file`,
      fix: `pass it with ${nameOf('manifest')}`,
    };
  const { scenarios } = root;
  const isPolicy =
    Array.isArray(scenarios) && scenarios.some((each: unknown) => isMapping(each) && 'steps' in each);
  return isPolicy
    ? {
        message: 'is a PowerfulSeal policy, not a configuration file',
        fix: `pass it with ${nameOf('policy')}`,
      }
    : null;
}

function scenariosProblem(scenarios: unknown): Problem[] {
  if (Array.isArray(scenarios) && scenarios.length > 0)
    return scenarios.flatMap((item: unknown, index) =>
      isMapping(item)
        ? []
        : [{ field: `scenarios[${index}]`, message: 'must be a mapping with the key "workload"' }],
    );
  const fix = isMapping(scenarios) ? { fix: 'put "- " before its first key' } : {};
  return [{ field: 'scenarios', message: 'must be a list with at least one scenario', ...fix }];
}

function defaultsProblem(defaults: unknown): Problem[] {
  return defaults === null || isMapping(defaults)
    ? []
    : [{ field: 'defaults', message: 'must be a mapping' }];
}

function takeApart(root: Record<string, unknown>, path: string, problems: readonly Problem[]): ConfigFile {
  const folder = folderOf(path);
  const layer = (value: unknown, place: Path): Layer => ({
    value: isMapping(value) ? value : {},
    nameOf: (inner) => printPath([...place, ...inner]),
    folder,
  });
  const scenarios: readonly unknown[] = Array.isArray(root['scenarios']) ? root['scenarios'] : [];
  return {
    run: layer({ ...root, defaults: undefined, scenarios: undefined }, []),
    defaults: layer(root['defaults'], ['defaults']),
    scenarios: scenarios.map((scenario, index) => layer(scenario, ['scenarios', index])),
    problems,
  };
}
