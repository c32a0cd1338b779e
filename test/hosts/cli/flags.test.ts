import { describe, expect, it } from 'vitest';
import { isStale } from '../../../scripts/generate-cli-docs.ts';
import type { Option } from '../../../src/core/options/option.ts';
import { areas } from '../../../src/core/options/table.ts';
import { commandTable } from '../../../src/hosts/cli/command-table.ts';
import { FlagValues } from '../../../src/hosts/cli/flag-values.ts';
import { runFlags, watchFlags } from '../../../src/hosts/cli/flags.ts';
import { makeProgram } from '../../../src/hosts/cli/program.ts';
import { runInputOf } from '../../../src/hosts/cli/run-input.ts';
import { fakeContext } from './fake-context.ts';

const allFlags = [...new Set([...runFlags, ...watchFlags].flatMap(({ flags }) => flags))];

describe('The table of flags', () => {
  it('has a flag for every option that says so', () => {
    const set = new Set(allFlags.flatMap(({ option }) => option ?? []));
    const told = Object.values(areas).flatMap(({ options }) => Object.entries<Option>(options));
    const withFlag = told.filter(([, { cli }]) => cli !== undefined).map(([name]) => name);
    expect(withFlag.length).toBeGreaterThan(60);
    expect([...set].toSorted()).toEqual(withFlag.toSorted());
  });

  it.each(commandTable)('has no flag of $name twice', ({ groups }) => {
    const names = groups.flatMap(({ flags }) =>
      flags.flatMap(({ name, short }) => (short === undefined ? [name] : [name, short])),
    );
    expect(names).toEqual([...new Set(names)]);
  });

  it('is what docs/reference/cli.md says: node scripts/generate-cli-docs.ts', async () => {
    expect(await isStale()).toBe(false);
  });

  it.each(commandTable)('is all in the help of $name', ({ name, groups }) => {
    const context = fakeContext();
    const program = makeProgram(context, () => undefined);
    const help = program.commands.find((command) => command.name() === name)?.helpInformation() ?? '';
    const flags = groups.flatMap((group) => group.flags).map((flag) => `--${flag.name}`);
    expect(flags.filter((flag) => !help.includes(flag))).toEqual([]);
  });
});

describe('Flags of a run', () => {
  it('become settings, and are named in problems as they are written', () => {
    const given = { 'no-ask-pod': false, env: ['A=1', 'B=2'], objective: ['p95 <= 30s'], port: '80' };
    const input = runInputOf(new FlagValues(new Map(Object.entries(given))));
    expect(input.settings).toEqual({
      askPod: false,
      env: ['A=1', 'B=2'],
      objectives: ['p95 <= 30s'],
      port: '80',
    });
    expect(input.nameOf('servicePort')).toBe('--service-port');
    expect(input.nameOf('config')).toBe('--config');
  });
});
