import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLock, type HeldLock, type LockOptions, type Taking } from '../../src/files/lock.ts';
import { ownIdentity, type ProcessIdentity } from '../../src/files/process-identity.ts';

let folder = '';
const held: HeldLock[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-lock-'));
});
afterEach(async () => {
  for (const lock of held.splice(0)) await lock.release();
  rmSync(folder, { recursive: true });
});

const path = (): string => join(folder, 'state.lock');
const elsewhere: Partial<ProcessIdentity> = { host: 'another-pod', boot: 'another-boot' };
const dead: Partial<ProcessIdentity> = { startedAt: '1' };

/** A clock on which time passes with each sleep; what happens meanwhile is told with the time. */
function clockWith(
  meanwhile: (nowMs: number) => void = () => undefined,
  sleepMs: (askedMs: number, nowMs: number) => number = (askedMs) => askedMs,
): LockOptions['clock'] & { nowMs: () => number } {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    async sleep(ms) {
      nowMs += sleepMs(ms, nowMs);
      meanwhile(nowMs);
      await Promise.resolve();
    },
  };
}

async function take(clock = clockWith(), more: Partial<LockOptions> = {}): Promise<Taking> {
  const taking = await takeLock(path(), { clock, ...more });
  if ('lock' in taking) held.push(taking.lock);
  return taking;
}

/** As another process has left it. */
async function leave(holder: Partial<ProcessIdentity>, at = path()): Promise<void> {
  const content = { token: 'theirs', holder: { ...(await ownIdentity()), ...holder }, note: null };
  writeFileSync(at, JSON.stringify(content));
}

/** A sign of life, as the wall clock of its machine stamps it. */
function beat(second: number): void {
  utimesSync(path(), second, second);
}

it('is had by one at a time, and given back', async () => {
  const first = await take();
  expect('lock' in first).toBe(true);
  expect(await take()).toMatchObject({ holder: { holder: { pid: process.pid, host: hostname() } } });
  await held.pop()?.release();
  expect(readdirSync(folder)).toEqual([]);
  expect('lock' in (await take())).toBe(true);
});

it.each([
  ['nobody has it', () => Promise.resolve()],
  ['a dead process of this machine has left it', () => leave(dead)],
  ['a dead process of another machine has left it', () => leave(elsewhere)],
  [
    'it was cut off',
    () => {
      writeFileSync(path(), '');
      return Promise.resolve();
    },
  ],
])('of a hundred that try at once one gets it, where %s', async (_, before) => {
  for (let round = 0; round < 5; round += 1) {
    rmSync(path(), { force: true });
    await before();
    const takings = await Promise.all(Array.from({ length: 20 }, () => take()));
    expect(takings.filter((taking) => 'lock' in taking)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['state.lock']);
    for (const lock of held.splice(0)) await lock.release();
  }
});

it('of a process of this machine is refused without waiting, and that of a dead one is taken so', async () => {
  const clock = clockWith();
  await leave({});
  expect('lock' in (await take(clock))).toBe(false);
  await leave(dead);
  expect('lock' in (await take(clock))).toBe(true);
  expect(clock.nowMs()).toBe(0);
});

it('of a process elsewhere that gives signs of life is refused, whatever its wall clock says', async () => {
  await leave(elsewhere);
  beat(1000);
  const clock = clockWith((nowMs) => {
    if (nowMs === 3000) beat(990);
  });
  expect(await take(clock)).toMatchObject({ holder: { holder: { host: 'another-pod' } } });
  expect(clock.nowMs()).toBe(3000);
});

it('of a process elsewhere that gives none is taken after 15 s on the own clock', async () => {
  await leave(elsewhere);
  const clock = clockWith();
  const waits: number[] = [];
  expect('lock' in (await take(clock, { onWait: (mostMs) => waits.push(mostMs) }))).toBe(true);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(15_000);
  expect(waits).toEqual([15_000]);
});

it('of a process that slept with this machine is not taken for dead when both wake', async () => {
  await leave(elsewhere);
  beat(1000);
  const clock = clockWith(
    (nowMs) => {
      if (nowMs > 3_604_000) beat(5000);
    },
    (askedMs, nowMs) => (nowMs === 2000 ? 3_600_000 : askedMs),
  );
  expect('lock' in (await take(clock))).toBe(false);
});

it('is not taken from a dead process where its note forbids it', async () => {
  await leave(dead);
  const refused = take(clockWith(), { onDead: () => Promise.reject(new Error('something is left')) });
  await expect(refused).rejects.toThrow('something is left');
  expect(readFileSync(path(), 'utf8')).toContain('theirs');
});

it('that was lost is found out, and left to whoever has it', async () => {
  let losses = 0;
  await take(clockWith(), { onLost: () => (losses += 1) });
  const [lock] = held;
  await lock?.beat();
  expect(losses).toBe(0);
  await leave(elsewhere);
  await lock?.beat();
  expect(losses).toBe(1);
  await lock?.release();
  expect(readFileSync(path(), 'utf8')).toContain('theirs');
});

it('that is a planted link is replaced, and what it points to stays', async () => {
  const victim = join(folder, 'victim');
  writeFileSync(victim, 'precious');
  symlinkSync(victim, path());
  expect('lock' in (await take())).toBe(true);
  expect(readFileSync(victim, 'utf8')).toBe('precious');
});
