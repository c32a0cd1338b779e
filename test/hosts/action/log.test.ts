import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { guardLine } from '../../../src/hosts/action/guard.ts';
import { Log } from '../../../src/hosts/action/log.ts';
import { toolkit } from '../../../src/hosts/action/toolkit.ts';

/** What the runner reads from a step's output, one line after the other. */
function printedBy(work: (log: Log) => void): string[] {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  work(new Log(toolkit));
  write.mockRestore();
  return text.split(/\r\n|[\n\r]/);
}

afterEach(() => void vi.restoreAllMocks());

/**
 * The command in a line, as ActionCommand.cs of actions/runner finds it: behind white space for `::`, anywhere for
 * `##[`; it compares strings as people do, so characters without a width do not count.
 */
function commandIn(line: string): string | null {
  const seen = line.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
  const modern = /^\s*::([^:\s]*)/u.exec(seen);
  return modern?.[1] ?? /##\[([^\]]*)/.exec(seen)?.[1] ?? null;
}

/** Text as a cluster might send it to take a runner over. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '::',
          ':',
          '##[',
          '#',
          '[',
          '::error::x',
          '::set-output name=a::b',
          '##[group]',
          '\n',
          '\r',
          '\t',
        ],
        ...['\u001b[31m', '\u001b', '\u200b', '\ufe0f', '\u034f', '\u2028', '\u0085', '%0A', ' ', ']'],
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('The log', () => {
  it('prints no command, whatever a cluster says', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = printedBy((log) => log.say(text));
        expect(lines.map(commandIn).filter((command) => command !== null)).toEqual([]);
        expect(lines.join('')).not.toContain('\u001b');
      }),
      { numRuns: 2000 },
    );
  });

  it('prints of a group, an annotation and a mask one command each, whatever is in them', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, message) => {
        const lines = printedBy((log) => {
          log.group(title);
          log.annotate('error', title, message);
          log.mask(`secret${message}`);
        });
        const commands = lines.map(commandIn).filter((command) => command !== null);
        expect(commands).toEqual(['group', 'endgroup', 'error', 'add-mask']);
      }),
    );
  });

  it('leaves what is not dangerous as it is', () => {
    const lines = ['  p95   2.50 s  █▌', '[ 1/20] answered', 'a::b', 'path: node-port', '✔ met'];
    expect(lines.map(guardLine)).toEqual(lines);
  });

  it('takes apart what would be a command', () => {
    expect(guardLine('  ::error::x')).toBe('  : :error::x');
    expect(guardLine('a ##[error]x')).toBe('a # #[error]x');
    expect(guardLine('\u001b[31m::debug::x')).toBe(': :debug::x');
  });

  it('masks nothing that is empty, which would mask everything', () => {
    expect(printedBy((log) => log.mask(' '))).toEqual(['']);
  });
});
