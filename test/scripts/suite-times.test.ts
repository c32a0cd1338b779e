import { describe, expect, it } from 'vitest';
import { idleShare, parseCpuTimes } from '../../scripts/suite-times/cpu.ts';
import { suiteTimes, type TimedReport } from '../../scripts/suite-times/read-suite.ts';
import { renderShort, renderTimes } from '../../scripts/suite-times/render.ts';

const stat = (user: number, idle: number, iowait: number) =>
  `cpu  ${user} 0 100 ${idle} ${iowait} 0 0 0 40 0\ncpu0 1 2 3 4 5 6 7 8 9 10\nintr 5\n`;

describe('the idle share of the machine', () => {
  it('is what all cores together did not use, waiting for disks included, guests not counted twice', () => {
    const [from, to] = [parseCpuTimes(stat(100, 500, 50)), parseCpuTimes(stat(200, 750, 100))];
    expect(from).toEqual({ idle: 550, total: 750 });
    expect(idleShare(from, to)).toBe(0.75);
  });

  it.each([
    ['there is no /proc/stat', null, { idle: 1, total: 2 }],
    ['no time has passed', { idle: 1, total: 2 }, { idle: 1, total: 2 }],
  ])('is unknown where %s', (_, from, to) => {
    expect(idleShare(from, to)).toBeNull();
  });

  it('is unknown where the file says something else', () => {
    expect(parseCpuTimes('intr 5\n')).toBeNull();
  });
});

const file = (name: string, startTime: number, endTime: number): TimedReport['testResults'][number] => ({
  ...{ name: `/checkout/test/${name}.test.ts`, startTime, endTime },
  assertionResults: [{ fullName: `${name} works`, duration: endTime - startTime }],
});
const report = { startTime: 0, testResults: [file('a', 1000, 2000), file('b', 3000, 9000)] };
const idle = {
  suite: { startedUnixMs: 0, endedUnixMs: 10_000, idleShare: 0.256 },
  files: [{ file: 'test/a.test.ts', startedUnixMs: 500, endedUnixMs: 2000, idleShare: 0.5 }],
};

describe('the times of a suite', () => {
  it('has the slowest files and tests first, with the time that loading took where it is known', () => {
    const times = suiteTimes('unit', report, idle, '/checkout');
    expect(times).toMatchObject({ name: 'unit', ms: 10_000, idleShare: 0.256, overlaps: false });
    expect(times.files).toEqual([
      { name: 'test/b.test.ts', ms: 6000, idleShare: null },
      { name: 'test/a.test.ts', ms: 1500, idleShare: 0.5 },
    ]);
    expect(times.tests.map(({ ms }) => ms)).toEqual([6000, 1000]);
  });

  it('ends with its last file where nothing else says when it ended', () => {
    expect(suiteTimes('unit', report, null, '/checkout')).toMatchObject({ ms: 9000, idleShare: null });
  });

  it('says where files ran at the same time, since their shares are then of all that ran', () => {
    const both = { startTime: 0, testResults: [file('a', 1000, 4000), file('b', 3000, 9000)] };
    const times = suiteTimes('unit', both, null, '/checkout');
    expect(times.overlaps).toBe(true);
    expect(renderTimes([times], 10)).toContain('Files ran at the same time');
  });
});

describe('what is printed of the times', () => {
  const times = suiteTimes('unit', report, idle, '/checkout');

  it('is each suite with its slowest files and tests', () => {
    const text = renderTimes([times], 1);
    expect(text).toContain('unit: 10.0 s, 26% idle (2 files, 2 tests)');
    expect(text).toMatch(/6\.0 s {2}idle unknown {2}test\/b\.test\.ts\n/);
    expect(text).toMatch(/6\.0 s {2}test\/b\.test\.ts > b works$/);
    expect(text).not.toContain('test/a.test.ts');
  });

  it('is short a line for each suite and the slowest files of all', () => {
    const lines = renderShort([times], 10).split('\n');
    expect(lines[0]).toBe('time of unit: 10.0 s, 26% idle');
    expect(lines.slice(2)).toEqual([
      expect.stringMatching(/b\.test\.ts$/),
      expect.stringMatching(/1\.5 s +50% idle {2}test\/a\.test\.ts$/),
    ]);
  });
});
