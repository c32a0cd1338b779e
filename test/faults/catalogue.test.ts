import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingProofs, staleFiles } from '../../scripts/generate-reliability.ts';
import { testTitles } from '../../scripts/test-titles.ts';
import { faults } from './catalogue.ts';
import type { Fault } from './fault.ts';

describe('the catalogue of faults', () => {
  it('names only tests that are there and switched on', () => {
    expect(missingProofs()).toEqual([]);
  });

  it('is what docs/reliability.md says: node scripts/generate-reliability.ts', async () => {
    expect(await staleFiles()).toEqual([]);
  });

  it('has every fault once', () => {
    const ids = faults.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is found out where it names a test or a file that is not there', () => {
    const [first] = faults;
    const [{ file, title }] = first?.provenBy ?? [{ file: '', title: '' }];
    const lie = (proof: Fault['provenBy'][0]): Fault => ({ ...(first as Fault), provenBy: [proof] });
    expect(missingProofs([lie({ file, title })])).toEqual([]);
    expect(missingProofs([lie({ file, title: `${title}!` })])).toHaveLength(1);
    expect(missingProofs([lie({ file: `${file}x`, title })])).toHaveLength(1);
  });

  it('is found out where it tells an exit code that none of its tests looks at', () => {
    const three = faults.find(({ exit }) => Array.isArray(exit) && exit.includes(3)) as Fault;
    expect(missingProofs([three])).toEqual([]);
    expect(missingProofs([{ ...three, exit: [3, 143] }])).toEqual([
      `${three.id}: no test sees exit code 143`,
    ]);
  });
});

it('titles of tests are read with their groups, and without those that are switched off', () => {
  const folder = mkdtempSync(join(tmpdir(), 'titles-'));
  const path = join(folder, 'x.test.ts');
  writeFileSync(
    path,
    `describe('outer', () => { it('a', f); it.each([1])('%i b', f); describe.skip('off', () => it('c', f)); });
     test.skipIf(x)('d', f); test.skip('e', f); test.each\`t\`('f $t', f); console.log('g'); test('h', { retry: 2 }, f);`,
  );
  expect([...testTitles(path)]).toEqual(['outer > a', 'outer > %i b', 'd', 'f $t', 'h']);
  rmSync(folder, { recursive: true });
});
