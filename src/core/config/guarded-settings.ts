import type { Problem } from '../errors.ts';
import { settingNames, settings, type SettingName } from '../options/table.ts';
import type { RunInput } from './input.ts';
import { getIn } from './paths.ts';
import { pathOf } from './setting-values.ts';
import type { Sources } from './sources.ts';

/** What lets a run reach beyond its own namespace and objects. */
const confirmations: readonly SettingName[] = [
  'confirm',
  'allowClusterScoped',
  'allowKubeNamespaces',
  'allowNodeHelper',
];
/** Where the run works, and which programs and files of the machine it uses for that. */
const ofCluster = settingNames.filter((name) => settings[name].path.startsWith('cluster.'));

/**
 * Settings that stand in the configuration file alone, where the host does not take its word for them: a pull request may
 * change the file, and would confirm itself or choose its cluster, and a kubeconfig can name programs to run. The image of
 * the node helper is root on the nodes, and so is one of them.
 * Logs of pods may hold secrets, which a comment would show.
 *
 * Options that the host was given as text count as settings do.
 */
export function unconfirmedSettings(input: RunInput, { file, over }: Sources): Problem[] {
  // Without a path the file is the text of options, which the workflow has.
  if (input.fileMayConfirm !== false || file === null || input.config === undefined) return [];
  const isGiven = (name: SettingName): boolean => {
    const given = settings[name].level === 'run' ? over?.run : over?.defaults;
    return input.settings[name] !== undefined || (getIn(given?.value, pathOf(name)) ?? null) !== null;
  };
  const helperImage: SettingName[] = isGiven('allowNodeHelper') ? ['nodeHelperImage'] : [];
  const ofRun = [...confirmations, ...helperImage, ...ofCluster].map((name) => [name, file.run] as const);
  const logs = [file.defaults, ...file.scenarios].map((layer) => ['podLogs', layer] as const);
  return [...ofRun, ...logs].flatMap(([name, layer]): Problem[] => {
    const value = getIn(layer.value, pathOf(name)) ?? null;
    const isOff = value === null || value === false || value === 'false';
    if (isOff || isGiven(name)) return [];
    return [
      {
        field: layer.nameOf(pathOf(name)),
        // What should be a path may be the whole text, with its secrets.
        ...(name === 'kubeconfig' ? {} : shown(value)),
        message: `is set only in ${input.config ?? 'the file'}, which a pull request can change`,
        fix: `set ${whereOf(name, input)} in the workflow as well, or remove it from the file`,
      },
    ];
  });
}

/** Lists are long, and other values are recognised. */
function shown(value: unknown): { value?: string } {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? { value: String(value) }
    : {};
}

/** `the input cluster`, or for an option that has no input `"confirm: true" in the input options`. */
function whereOf(name: SettingName, { nameOf }: RunInput): string {
  const { level, path, type } = settings[name];
  if (nameOf(name) !== path) return `the input ${nameOf(name)}`;
  const [first = '', second] = (level === 'scenario' ? `defaults.${path}` : path).split('.');
  const value = type[0] === 'yesOrNo' ? 'true' : '…';
  const yaml = second === undefined ? `${first}: ${value}` : `${first}: { ${second}: ${value} }`;
  return `"${yaml}" in the input ${nameOf('options')}`;
}
