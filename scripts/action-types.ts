import type { Input } from '../src/hosts/action/inputs.ts';

/** A type of https://github.com/typesafegithub/github-actions-typing. */
interface Typing {
  type: 'string' | 'boolean' | 'integer' | 'enum' | 'list';
  'allowed-values'?: readonly string[];
  separator?: string;
  'list-item'?: Typing;
}

/** The outputs of an action, and the values of the output `verdict` if it is one of them. */
interface Outputs {
  names: readonly string[];
  verdicts: readonly string[];
}

/** What action-types.yml says about an action: the types of its inputs, and of its outputs if it has any. */
export function actionTypes(inputs: readonly Input[], outputs: Outputs | null): object {
  const typedInputs = Object.fromEntries(inputs.map((input) => [input.name, typingOf(input)]));
  return { inputs: typedInputs, ...(outputs === null ? {} : { outputs: outputTypes(outputs) }) };
}

function typingOf({ values, isList }: Input): Typing {
  const item: Typing =
    values === undefined || typeof values === 'string'
      ? { type: values ?? 'string' }
      : { type: 'enum', 'allowed-values': values };
  return isList === undefined ? item : { type: 'list', separator: '\n', 'list-item': item };
}

/** Numbers are strings here: an output is empty where nothing is known. */
function outputTypes({ names, verdicts }: Outputs): Record<string, Typing> {
  const typeOf = (name: string): Typing =>
    name === 'verdict' ? { type: 'enum', 'allowed-values': verdicts } : { type: 'string' };
  return Object.fromEntries(names.map((name) => [name, typeOf(name)]));
}
