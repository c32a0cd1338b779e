import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/core/plan.ts';
import { emptyState, scenarioIn, type WatchChange, changed } from '../../../src/core/watch/state.ts';
import { openState, type StateFile } from '../../../src/hosts/cli/watch-state.ts';
import { skippingClock } from '../../kube/kube-harness.ts';
import { scenario } from '../../run/fake-run.ts';
import { watchPlan } from '../../run/watch/fake-watch.ts';
import { makePlan } from '../../make-plan.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-'));
});
afterEach(async () => {
  for (const state of opened.splice(0)) await state.close();
  losses.length = 0;
  onWaiting = () => undefined;
  rmSync(folder, { recursive: true, force: true });
});

const plan = makePlan([scenario({ objectives: [] })]);
const file = (): string => join(folder, 'state.jsonl');
const problems: string[] = [];

const losses: unknown[] = [];
const opened: StateFile[] = [];
let onWaiting: () => void = () => undefined;

async function open(slo = '30s', more: Partial<Plan> = {}): Promise<StateFile> {
  const { signal } = new AbortController();
  const lockOptions = {
    ...{ clock: skippingClock(), signal },
    say: () => onWaiting(),
    onLost: (error: unknown) => void losses.push(error),
  };
  const watch = watchPlan({ slo, state: file() });
  const onProblem = (message: string): void => void problems.push(message);
  const state = await openState({ ...plan, ...more }, watch, onProblem, lockOptions);
  opened.push(state);
  return state;
}

/** As if the process had been killed that has the state open. */
function killed(): void {
  const lock = `${file()}.lock`;
  const content = JSON.parse(readFileSync(lock, 'utf8')) as { token: string; holder: { startedAt: string } };
  content.token = 'killed';
  content.holder.startedAt = '1';
  writeFileSync(lock, JSON.stringify(content));
}

function start(atUnixMs: number): WatchChange {
  const entry = { atUnixMs, outcome: 'answered' as const, lateMs: 0, values: { total: atUnixMs } };
  return { kind: 'start', scenario: 'app', endedUnixMs: atUnixMs, entry };
}

/** Saves so many starts, and gives it up without closing, as kill -9 does. */
async function saved(count: number): Promise<void> {
  const { save, state } = await open();
  let after = state;
  for (let index = 1; index <= count; index += 1) {
    after = changed(after, start(index), 3_600_000);
    await save(start(index), after);
  }
  killed();
}

describe('the state of a continuous run', () => {
  it('is there again after the process was killed', async () => {
    await saved(3);
    const { state, notes } = await open();
    expect(scenarioIn(state, 'app')).toMatchObject({ starts: 3, lastSuccessUnixMs: 3 });
    expect(notes).toEqual([`going on with what ${file()} has kept`]);
  });

  it('loses no more than the line that was being written', async () => {
    await saved(3);
    writeFileSync(file(), readFileSync(file(), 'utf8').slice(0, -20));
    const second = await open();
    expect(scenarioIn(second.state, 'app').starts).toBe(2);
    expect(second.notes[0]).toContain('incomplete');
    // And what comes after it is whole again.
    await second.save(start(9), emptyState);
    killed();
    expect(scenarioIn((await open()).state, 'app').starts).toBe(3);
  });

  it('stays small however much happens', async () => {
    await saved(2500);
    expect(scenarioIn((await open()).state, 'app').starts).toBe(2500);
    killed();
    await saved(1);
    expect(readFileSync(file(), 'utf8').split('\n').length).toBeLessThan(1003);
  });

  it('of other limits is moved away with a word, but what its runs left is not forgotten', async () => {
    await saved(2);
    appendFileSync(file(), '{"kind":"opened","runId":"abc"}\n');
    const { state, notes } = await open('31s');
    expect(state).toEqual({ scenarios: {}, openRuns: ['abc'] });
    expect(notes[0]).toContain(`it was moved to ${file()}.other-plan`);
    expect(readFileSync(`${file()}.other-plan`, 'utf8')).toContain('"kind":"start"');
  });

  it.each([
    ['other text', 'hello\n', 'is no journal of a continuous run'],
    ['another version', '{"version":7}\n', 'is of version 7; this program writes version 1'],
  ])('is not put in the place of %s', async (_, text, message) => {
    writeFileSync(file(), text);
    await expect(open()).rejects.toMatchObject({
      code: 'usage',
      facts: { problems: [{ field: '--state', value: file(), message }] },
    });
    expect(readFileSync(file(), 'utf8')).toBe(text);
    writeFileSync(file(), '');
    expect((await open()).state).toEqual(emptyState);
  });

  it('is refused to a second process while the first one lives', async () => {
    const { close } = await open();
    await expect(open()).rejects.toMatchObject({
      code: 'usage',
      facts: { problems: [{ field: '--state', message: `is in use by process ${process.pid}` }] },
    });
    await close();
    expect(() => statSync(`${file()}.lock`)).toThrow('ENOENT');
  });

  it('is refused to a process on another host that shares the disk, while the first one gives signs of life', async () => {
    await open();
    const lock = `${file()}.lock`;
    const content = JSON.parse(readFileSync(lock, 'utf8')) as { holder: { host: string; boot: string } };
    content.holder = { ...content.holder, host: 'pod-a', boot: 'elsewhere' };
    writeFileSync(lock, JSON.stringify(content));
    onWaiting = () => utimesSync(lock, 1, 1);
    await expect(open()).rejects.toMatchObject({
      facts: { problems: [{ message: `is in use by process ${process.pid} on pod-a` }] },
    });
  });

  it('that another process has taken over is not written any more', async () => {
    const { save, close } = await open();
    killed();
    const second = await open();
    const before = readFileSync(file(), 'utf8');
    await expect.poll(() => losses.length, { timeout: 10_000 }).toBe(1);
    await save(start(1), emptyState);
    await close();
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(statSync(`${file()}.lock`).isFile()).toBe(true);
    await second.close();
  });

  it('that cannot be written any more is told once, and written whole when it can be again', async () => {
    const { save } = await open();
    problems.length = 0;
    rmSync(file());
    mkdirSync(file());
    const state = changed(emptyState, start(1), 1e6);
    await save(start(1), state);
    await save(start(2), changed(state, start(2), 1e6));
    expect(problems).toEqual([expect.stringContaining(`the state cannot be written to ${file()}`)]);
    rmSync(file(), { recursive: true });
    await save(start(3), changed(changed(state, start(2), 1e6), start(3), 1e6));
    killed();
    expect(scenarioIn((await open()).state, 'app').starts).toBe(3);
  });

  it('holds nothing of the environment of a workload, which may be secret', async () => {
    const [only] = plan.scenarios;
    if (only?.workload.kind !== 'image') throw new Error('no image');
    const workload = { ...only.workload, env: { TOKEN: 'hunter2' } };
    await open('30s', { scenarios: [{ ...only, workload }] });
    expect(readFileSync(file(), 'utf8')).not.toContain('hunter2');
    expect(readFileSync(file(), 'utf8')).toContain('"fingerprint"');
  });
});
