import type { Problem } from '../errors.ts';
import { givenCluster, type GivenCluster } from './cluster.ts';
import { readOptions } from './config-file.ts';
import type { RunInput } from './input.ts';
import { checkRun, distinct } from './resolve.ts';

/** The cluster that settings and `options` ask for, of a host that measures nothing and reads no configuration file; with all that is wrong. */
export function resolveCluster(input: RunInput): { cluster: GivenCluster; problems: Problem[] } {
  const options = readOptions(input);
  const { layers, checked } = checkRun(input, options === null ? [] : [options.run]);
  const given = [
    ...Object.keys(layers.value),
    ...(Object.keys(options?.defaults.value ?? {}).length > 0 ? ['defaults'] : []),
    ...(options?.hasScenarios === true ? ['scenarios'] : []),
  ];
  const stray = given.filter((key) => key !== 'cluster').map((key) => strayKey(input, key));
  return {
    cluster: givenCluster(checked, layers),
    problems: distinct([...(options?.problems ?? []), ...checked.problems, ...stray]),
  };
}

function strayKey({ nameOf }: RunInput, value: string): Problem {
  return {
    ...{ field: nameOf('options'), value },
    message: 'takes only the key cluster here: this action measures nothing',
    fix: 'leave it out',
  };
}
