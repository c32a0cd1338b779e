import { Command, CommanderError, Option } from 'commander';
import { sentenceOf } from '../../core/sentence.ts';
import { toolVersion } from '../shared/version.ts';
import { styleFor } from './color.ts';
import { commandTable, exitCodeMeanings, type CommandSpec } from './command-table.ts';
import { exitCodeOfError } from './exit-code.ts';
import { FlagValues } from './flag-values.ts';
import type { Flag, FlagGroup } from './flag.ts';
import { asUsageError, givenTwice } from './parse-error.ts';
import { printError } from './print-error.ts';
import { columnsOf, type Context } from './streams.ts';

/** Parses and runs a command line; resolves with the exit code. Prints whatever goes wrong. */
export async function runCli(args: readonly string[], context: Context): Promise<number> {
  let code = 0;
  const program = makeProgram(context, (exitCode) => {
    code = exitCode;
  });
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
    return args.length === 0 ? 2 : code;
  } catch (error) {
    // Help and version end this way as well.
    if (error instanceof CommanderError && error.exitCode === 0) return args.length === 0 ? 2 : 0;
    const told = error instanceof CommanderError ? asUsageError(error, args) : error;
    printError(told, context, styleFor(context.stderr, !args.includes('--no-color')));
    return exitCodeOfError(told);
  }
}

/** The parser of the command line, made from the tables of commands and flags. */
export function makeProgram(context: Context, done: (exitCode: number) => void): Command {
  const program = new Command('pod-start-slo')
    .description('Measures how long a pod and its service take until they answer HTTP, and judges it.')
    .version(toolVersion, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      // Errors are printed by print-error.ts, once.
      outputError: () => undefined,
      getOutHelpWidth: () => columnsOf(context.stdout),
    })
    .exitOverride()
    .addHelpText('after', `\nExit codes:\n${exitCodeLines()}`);
  for (const spec of commandTable)
    program.addCommand(makeCommand(spec, context, done).copyInheritedSettings(program));
  return program;
}

function makeCommand(spec: CommandSpec, context: Context, done: (exitCode: number) => void): Command {
  const command = new Command(spec.name).summary(spec.summary).description(sentenceOf(spec.summary));
  if (spec.file !== undefined) command.argument(argumentOf(spec.file), spec.file.text);
  for (const group of spec.groups) addGroup(command, group);
  command.helpOption('-h, --help', 'print help');
  command.addHelpText('after', `\nExamples:\n${exampleLines(spec)}`);
  return command.action(async () => {
    const action = await spec.load();
    done(await action(valuesOf(command, spec), context, command.args[0], command.args));
  });
}

/** `[result]`, or `[results...]` where there may be several. */
export function argumentOf({ name, many }: NonNullable<CommandSpec['file']>): string {
  return `[${name}${many === true ? '...' : ''}]`;
}

function addGroup(command: Command, { title, flags }: FlagGroup): void {
  for (const flag of flags) command.addOption(optionOf(flag).helpGroup(`${title}:`));
}

function optionOf({ name, short, value, repeatable, text, standard }: Flag): Option {
  const lead = short === undefined ? '' : `-${short}, `;
  const tail = value === undefined ? '' : ` <${value}>`;
  const notes = [
    repeatable === true ? 'repeatable' : '',
    standard === undefined ? '' : `default: ${standard}`,
  ];
  const note = notes.filter((each) => each !== '').join('; ');
  const option = new Option(`${lead}--${name}${tail}`, note === '' ? text : `${text} (${note})`);
  if (repeatable === true)
    option.argParser((item: string, list: readonly string[] | undefined) => [...(list ?? []), item]);
  else if (value !== undefined)
    option.argParser((item: string, earlier?: string) => once(name, item, earlier));
  return option;
}

/** A flag that holds one value drops none without a word. */
function once(name: string, item: string, earlier: string | undefined): string {
  if (earlier === undefined || earlier === item) return item;
  throw new CommanderError(1, givenTwice, `'--${name}'`);
}

/** Only what was given: a switch such as --no-ask-pod has a value of its own otherwise. */
function valuesOf(command: Command, { groups }: CommandSpec): FlagValues {
  const flags = groups.flatMap((group) => group.flags);
  const given = command.options.flatMap((option): [string, unknown][] => {
    const key = option.attributeName();
    const flag = flags.find(({ name }) => `--${name}` === option.long);
    if (flag === undefined || command.getOptionValueSource(key) !== 'cli') return [];
    return [[flag.name, command.getOptionValue(key)]];
  });
  return new FlagValues(new Map(given));
}

function exampleLines({ examples }: CommandSpec): string {
  return examples.map(({ text, line }) => `  # ${text}\n  ${line}`).join('\n\n');
}

function exitCodeLines(): string {
  return exitCodeMeanings.map(([code, meaning]) => `  ${code.padEnd(10)}${meaning}`).join('\n');
}
