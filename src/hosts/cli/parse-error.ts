import type { CommanderError } from 'commander';
import { usageError, type PodStartSloError, type Problem } from '../../core/errors.ts';

/** Code of the error that a flag is given twice with different values, beside commander's own. */
export const givenTwice = 'pod-start-slo.givenTwice';

/** What commander says about a command line, as a problem like all others. */
export function asUsageError({ code, message }: CommanderError, args: readonly string[]): PodStartSloError {
  const [first = '', ...rest] = message.replace(/^error: /, '').split('\n');
  const suggestion = /Did you mean (.*)\?/.exec(rest.join(' '))?.[1];
  const field = /'([^']*)'/.exec(first)?.[1];
  const near = suggestion === undefined ? 'see pod-start-slo --help' : `did you mean ${suggestion}?`;
  return usageError([
    {
      field: field === undefined ? 'arguments' : nameOf(field),
      message: messages[code] ?? first,
      fix: kustomizeFix(args) ?? fixes[code] ?? near,
    },
  ]);
}

const messages: Record<string, string> = {
  'commander.unknownOption': 'there is no such flag',
  'commander.unknownCommand': 'there is no such command',
  'commander.optionMissingArgument': 'needs a value',
  'commander.missingArgument': 'is missing',
  'commander.excessArguments': 'has more arguments than it takes',
  [givenTwice]: 'is given twice with different values, and takes one',
} satisfies Record<string, Problem['message']>;

const fixes: Record<string, string> = {
  'commander.excessArguments': 'put the flag in front of each value: -f a.yml -f b.yml',
  [givenTwice]: 'leave one of them out',
};

/** kubectl has `-k DIR`; here kubectl renders it. */
function kustomizeFix(args: readonly string[]): string | null {
  const at = args.findIndex((arg) => /^(-k|--kustomize)(=|$)/.test(arg));
  if (at < 0) return null;
  const folder = args[at]?.split('=')[1] ?? args[at + 1] ?? 'DIR';
  return `kubectl kustomize ${folder} | pod-start-slo ${args[0] ?? 'run'} -f -`;
}

/** `-f, --manifest <FILE>` is `--manifest` for short. */
function nameOf(flags: string): string {
  return /--[^\s<]+/.exec(flags)?.[0] ?? flags;
}
