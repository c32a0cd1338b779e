import type { Input } from '../src/hosts/action/inputs.ts';
import { outputTexts } from '../src/hosts/action/outputs.ts';

/** A type of https://github.com/typesafegithub/github-actions-typing. */
interface Typing {
  type: 'string' | 'boolean' | 'integer' | 'enum' | 'list';
  'allowed-values'?: readonly string[];
  separator?: string;
  'list-item'?: Typing;
}

/** What action-types.yml says about an action: the types of its inputs, and of its outputs if it has any. */
export function actionTypes(inputs: readonly Input[], verdicts: readonly string[] | null): object {
  const typedInputs = Object.fromEntries(inputs.map((input) => [input.name, typingOf(input)]));
  return { inputs: typedInputs, ...(verdicts === null ? {} : { outputs: outputTypes(verdicts) }) };
}

function typingOf({ values, isList }: Input): Typing {
  const item: Typing =
    values === undefined || typeof values === 'string'
      ? { type: values ?? 'string' }
      : { type: 'enum', 'allowed-values': values };
  return isList === undefined ? item : { type: 'list', separator: '\n', 'list-item': item };
}

/** Numbers are strings here: an output is empty where nothing is known. */
function outputTypes(verdicts: readonly string[]): Record<string, Typing> {
  const names = Object.keys(outputTexts).filter((name) => name !== 'verdict');
  return {
    verdict: { type: 'enum', 'allowed-values': verdicts },
    ...Object.fromEntries(names.map((name) => [name, { type: 'string' }] as const)),
  };
}
