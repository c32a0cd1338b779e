import type { Problem } from '../../core/errors.ts';

/** Flags of the command line that problems and hints of the other rooms name, and what the inputs are called. */
const inputOf: Readonly<Record<string, string>> = {
  cluster: 'cluster',
  kubeconfig: 'kubeconfig',
  context: 'context',
  'cluster-name': 'cluster-name',
  'node-image': 'node-image',
  'kind-config': 'kind-config',
  'load-image': 'load-images',
  registry: 'registry',
  'registry-port': 'registry-port',
  'registry-image': 'registry-image',
  'keep-cluster': 'keep-cluster',
  'use-cluster': 'use-cluster',
  driver: 'driver',
  'kubernetes-version': 'kubernetes-version',
  via: 'via',
  wait: 'wait',
  version: 'version',
  'kind-sha256': 'kind-sha256',
  yes: 'confirm',
  policy: 'policy',
};

/** The same with inputs instead of flags: `cluster: existing` for `--cluster existing`. */
export function inActionWords<T extends string | Problem>(said: T): T;
export function inActionWords(said: string | Problem): string | Problem {
  if (typeof said === 'string') return translate(said);
  const { field, message, fix } = said;
  const more = fix === undefined ? {} : { fix: translate(fix) };
  return { ...said, field: translate(field), message: translate(message), ...more };
}

function translate(text: string): string {
  // What stands between quotes is a command line to be typed.
  return text.replaceAll(/"[^"]*"|--([a-z][a-z0-9-]*)( \w)?/g, (match, flag?: string, value = '') => {
    const input = flag === undefined ? undefined : inputOf[flag];
    if (input === undefined) return match;
    return value === '' ? input : `${input}:${String(value)}`;
  });
}

/** Where an input is called otherwise than the flag. */
const renamed: Readonly<Record<string, string>> = {
  'pod-logs': 'comment-logs',
  'load-image': 'load-images',
  yes: 'confirm',
};

/** Advice in prose: `Check --port, …` becomes `Check port, …`. */
export function withInputNames(text: string): string {
  return text.replaceAll(/--([a-z][a-z0-9-]*)/g, (_, flag: string) => renamed[flag] ?? flag);
}
