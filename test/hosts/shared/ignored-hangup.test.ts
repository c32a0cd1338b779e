import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ignoresHangup } from '../../../src/hosts/shared/ignored-hangup.ts';

const proc = mkdtempSync(join(tmpdir(), 'pod-start-slo-proc-'));
afterEach(() => rmSync(proc, { recursive: true, force: true }));

/** What Linux tells: signals that the parent ignores, and how standard input was opened. */
function tell(sigIgn: string, input: { target: string; flags: string }): void {
  mkdirSync(join(proc, '7'), { recursive: true });
  writeFileSync(join(proc, '7/status'), `Name:\tsh\nSigBlk:\t0000000000000001\nSigIgn:\t${sigIgn}\n`);
  mkdirSync(join(proc, 'self/fdinfo'), { recursive: true });
  mkdirSync(join(proc, 'self/fd'));
  writeFileSync(join(proc, 'self/fdinfo/0'), `pos:\t0\nflags:\t${input.flags}\nmnt_id:\t14\n`);
  symlinkSync(input.target, join(proc, 'self/fd/0'));
}

const none = '0000000000001000';
const terminal = { target: '/dev/pts/0', flags: '0100002' };
const empty = { target: '/dev/null', flags: '0100000' };

describe('SIGHUP', () => {
  it.each([
    ['in a terminal', {}, none, terminal, false],
    ['with an empty input', {}, none, empty, false],
    ['as the shell tells of nohup', { _: '/usr/bin/nohup' }, none, empty, true],
    ['as the shell tells of another program', { _: '/usr/bin/env' }, none, empty, false],
    ['with the input that nohup gives', {}, none, { target: '/dev/null', flags: '0100001' }, true],
    ['with a file for writing as input', {}, none, { target: '/tmp/x', flags: '0100001' }, false],
    ['under a parent that ignores it', {}, '0000000000001001', empty, true],
  ])('%s', (_, env, sigIgn, input, isIgnored) => {
    tell(sigIgn, input);
    expect(ignoresHangup(env, 7, proc)).toBe(isIgnored);
  });

  it('ends the run where nothing is known of the parent', () => {
    expect(ignoresHangup({}, 7, join(proc, 'none'))).toBe(false);
  });
});
