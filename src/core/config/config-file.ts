import type { Problem } from '../errors.ts';
import type { ReadText, RunInput } from './input.ts';
import { folderOf, type Layer } from './layers.ts';
import { isPolicy } from './other-documents.ts';
import { isMapping, printPath, type Path } from './paths.ts';
import { readYaml } from './yaml.ts';

/** The configuration file, or the text of the same kind, taken apart into the layers that scenarios are made of. */
export interface ConfigFile {
  run: Layer;
  defaults: Layer;
  scenarios: readonly Layer[];
  problems: readonly Problem[];
}

/** Where a text comes from. */
interface Source {
  /** What to call it in a problem. */
  field: string;
  /** In front of the names of its keys; empty for a file. */
  place: Path;
  /** That its paths are relative to. */
  folder: string;
}

/** Reads the configuration file; what cannot be read leaves empty layers and a problem. */
export function readConfigFile(path: string, input: RunInput, readText: ReadText): ConfigFile {
  const source: Source = { field: path, place: [], folder: folderOf(path) };
  const text = readText(path);
  if (typeof text !== 'string')
    return takeApart({}, source, [{ field: input.nameOf('config'), value: path, message: text.problem }]);
  const read = readRoot(text, source);
  if ('problems' in read) return takeApart({}, source, read.problems);
  const other = otherFile(read.root, input);
  if (other !== null)
    return takeApart({}, source, [{ field: input.nameOf('config'), value: path, ...other }]);
  if (read.isSeveral) return takeApart({}, source, [{ field: path, message: severalDocuments }]);
  if (!isMapping(read.root))
    return takeApart({}, source, [{ field: path, message: 'must be a mapping with the key "scenarios"' }]);
  return takeApart(read.root, source, problemsOf(read.root, source));
}

/** Options as text, and whether they name scenarios and so stand for a configuration file. */
export interface OptionsText extends ConfigFile {
  hasScenarios: boolean;
}

/** Reads the YAML of `options`, which needs no scenarios; null where there is none. */
export function readOptions({ options, nameOf }: RunInput): OptionsText | null {
  if (options === undefined) return null;
  const field = nameOf('options');
  const source: Source = { field, place: [field], folder: '' };
  const read = readRoot(options, source);
  const none = (problems: readonly Problem[]): OptionsText => ({
    ...takeApart({}, source, problems),
    hasScenarios: false,
  });
  if ('problems' in read) return none(read.problems);
  const { root, isSeveral } = read;
  if (isSeveral) return none([{ field, message: severalDocuments }]);
  if (!isMapping(root))
    return none([
      {
        field,
        message: 'must be a mapping with keys of the configuration file',
        fix: 'for instance "defaults: { warmup: 2 }"',
      },
    ]);
  const hasScenarios = (root['scenarios'] ?? null) !== null;
  const problems = hasScenarios ? problemsOf(root, source) : defaultsProblem(root['defaults'], source);
  return { ...takeApart(root, source, problems), hasScenarios };
}

type Read = { root: unknown; isSeveral: boolean } | { problems: readonly Problem[] };

const severalDocuments = 'holds more than one YAML document';

function readRoot(text: string, { field }: Source): Read {
  const { documents, problems } = readYaml(text, field, 'texts');
  return problems.length > 0 ? { problems } : { root: documents[0]?.value, isSeveral: documents.length > 1 };
}

/** A file of another kind, given as the configuration. */
function otherFile(root: unknown, { nameOf }: RunInput): Omit<Problem, 'field'> | null {
  if (!isMapping(root)) return null;
  if (typeof root['apiVersion'] === 'string' && typeof root['kind'] === 'string')
    return {
      message: `is a Kubernetes manifest (kind ${root['kind']}), not a configuration file`,
      fix: `pass it with ${nameOf('manifest')}`,
    };
  return isPolicy(root)
    ? {
        message: 'is a PowerfulSeal policy, not a configuration file',
        fix: `pass it with ${nameOf('policy')}`,
      }
    : null;
}

function problemsOf(root: Record<string, unknown>, source: Source): Problem[] {
  return [...scenariosProblem(root['scenarios'], source), ...defaultsProblem(root['defaults'], source)];
}

function scenariosProblem(scenarios: unknown, { place }: Source): Problem[] {
  if (Array.isArray(scenarios) && scenarios.length > 0)
    return scenarios.flatMap((item: unknown, index) =>
      isMapping(item)
        ? []
        : [
            {
              field: printPath([...place, 'scenarios', index]),
              message: 'must be a mapping with the key "workload"',
            },
          ],
    );
  const fix = isMapping(scenarios) ? { fix: 'put "- " before its first key' } : {};
  const field = printPath([...place, 'scenarios']);
  return [{ field, message: 'must be a list with at least one scenario', ...fix }];
}

function defaultsProblem(defaults: unknown, { place }: Source): Problem[] {
  return (defaults ?? null) === null || isMapping(defaults)
    ? []
    : [{ field: printPath([...place, 'defaults']), message: 'must be a mapping' }];
}

function takeApart(
  root: Record<string, unknown>,
  { place, folder }: Source,
  problems: readonly Problem[],
): ConfigFile {
  const layer = (value: unknown, at: Path): Layer => ({
    value: isMapping(value) ? value : {},
    nameOf: (inner) => printPath([...place, ...at, ...inner]),
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
