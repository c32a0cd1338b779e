import type { Problem } from '../errors.ts';
import type { RunInput } from './input.ts';
import type { Layer } from './layers.ts';
import { getIn } from './paths.ts';
import { settings, type SettingName } from './settings.ts';

/** What lets a run reach beyond its own namespace and objects. */
const guarded = ['confirm', 'allowClusterScoped', 'allowKubeNamespaces', 'allowNodeHelper'] as const;

/**
 * Confirmations that stand in the configuration file alone, where the host does not take its word for them: a pull request
 * may change the file, and would confirm itself. The image of the node helper is root on the nodes, and so is one of them.
 */
export function unconfirmedSettings(input: RunInput, file: Layer | null): Problem[] {
  if (input.fileMayConfirm !== false || file === null) return [];
  const names: SettingName[] =
    input.settings.allowNodeHelper === undefined ? [...guarded] : [...guarded, 'nodeHelperImage'];
  return names.flatMap((name): Problem[] => {
    const value = getIn(file.value, settings[name].path);
    const isOff = value === undefined || value === null || value === false || value === 'false';
    if (isOff || input.settings[name] !== undefined) return [];
    return [
      {
        field: file.nameOf(settings[name].path),
        value: typeof value === 'string' ? value : 'true',
        message: `is set only in ${input.config ?? 'the file'}, which a pull request can change`,
        fix: `set the input ${input.nameOf(name)} in the workflow as well, or remove it from the file`,
      },
    ];
  });
}
