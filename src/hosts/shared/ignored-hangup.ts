import { readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const writeOnly = 1;
const accessModes = 3;

/**
 * Whether SIGHUP is to be ignored, since whoever started this process ignores it: nohup, or a script under nohup. Node
 * sets every signal back to its default before it runs a script, so what was inherited cannot be read any more. These
 * traces are left: the shell's variable `_`, GNU nohup's own standard input, and what the parent itself ignores.
 * @param proc where Linux tells about processes; elsewhere there is no such folder
 */
export function ignoresHangup(env: Environment, parent = process.ppid, proc = '/proc'): boolean {
  return basename(env['_'] ?? '') === 'nohup' || hasInputOfNohup(proc) || ignoresIt(join(proc, `${parent}`));
}

/** In place of a terminal, GNU nohup gives /dev/null opened for writing as standard input, which nothing else does. */
function hasInputOfNohup(proc: string): boolean {
  try {
    const flags = /^flags:\s+(\d+)$/m.exec(readFileSync(join(proc, 'self/fdinfo/0'), 'utf8'))?.[1] ?? '';
    const isWriteOnly = (parseInt(flags, 8) & accessModes) === writeOnly;
    return isWriteOnly && readlinkSync(join(proc, 'self/fd/0')) === '/dev/null';
  } catch {
    return false;
  }
}

/** SIGHUP is the first signal: the lowest bit. */
function ignoresIt(folder: string): boolean {
  try {
    const mask = /^SigIgn:\s+([0-9a-f]+)$/m.exec(readFileSync(join(folder, 'status'), 'utf8'))?.[1] ?? '0';
    return (BigInt(`0x${mask}`) & 1n) === 1n;
  } catch {
    return false;
  }
}
