import type { CommanderError } from 'commander';
import { usageError, type PodStartSloError, type Problem } from '../../core/errors.ts';

/** What commander says about a command line, as a problem like all others. */
export function asUsageError({ code, message }: CommanderError): PodStartSloError {
  const [first = '', ...rest] = message.replace(/^error: /, '').split('\n');
  const suggestion = /Did you mean (.*)\?/.exec(rest.join(' '))?.[1];
  const field = /'([^']*)'/.exec(first)?.[1];
  return usageError([
    {
      field: field === undefined ? 'arguments' : nameOf(field),
      message: messages[code] ?? first,
      fix: suggestion === undefined ? 'see pod-start-slo --help' : `did you mean ${suggestion}?`,
    },
  ]);
}

const messages: Record<string, string> = {
  'commander.unknownOption': 'there is no such flag',
  'commander.unknownCommand': 'there is no such command',
  'commander.optionMissingArgument': 'needs a value',
  'commander.missingArgument': 'is missing',
} satisfies Record<string, Problem['message']>;

/** `-f, --manifest <FILE>` is `--manifest` for short. */
function nameOf(flags: string): string {
  return /--[^\s<]+/.exec(flags)?.[0] ?? flags;
}
