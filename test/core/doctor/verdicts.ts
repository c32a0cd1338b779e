import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../../src/core/doctor/judgement.ts';

/** Each finding: the check, its status, and what is said somewhere in it, fixes included. */
export type Row = [what: string, check: Judgement, status: Judgement['status'], said: RegExp];

export function expectVerdicts(table: readonly Row[]): void {
  describe('each finding has its verdict, and says what to do', () => {
    it.each(table.map(([what, check, ...rest]) => [`${what}: ${check.summary}`, check, ...rest] as const))(
      '%s',
      (_, check, status, said) => {
        const text = [check.summary, ...check.findings.flatMap(({ message, fix }) => [message, fix ?? ''])];
        expect(text.join('\n')).toMatch(said);
        expect(check.status).toBe(status);
      },
    );

    it('a problem is never left without a word of what to do', () => {
      const silent = table.filter(([, { findings }]) =>
        findings.some(({ level, fix }) => level === 'problem' && fix === null),
      );
      expect(silent.map(([what]) => what)).toEqual([]);
    });
  });
}
