import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Journal, journalFolder, latestKept } from '../../../src/hosts/cli/journal.ts';
import { renderJson } from '../../../src/reports/formats/json.ts';
import { makeResult } from '../../make-result.ts';

const result = { ...makeResult({ scenarios: [] }), runId: 'run-1' };

function stateHome(): { XDG_STATE_HOME: string } {
  return { XDG_STATE_HOME: mkdtempSync(join(tmpdir(), 'pod-start-slo-test-')) };
}

describe('The journal', () => {
  it('keeps the latest result of a run under way', async () => {
    const env = stateHome();
    const journal = new Journal(env);
    await journal.keep({ ...result, seed: 1 });
    await journal.keep(result);
    const path = join(env.XDG_STATE_HOME, 'pod-start-slo/run-1.json');
    expect(readFileSync(path, 'utf8')).toBe(renderJson(result));
    expect(await latestKept(env)).toBe(path);
  });

  it('keeps nothing of a run that has told its result', async () => {
    const env = stateHome();
    const journal = new Journal(env);
    await journal.keep(result);
    await journal.discard();
    expect(await latestKept(env)).toBeNull();
  });

  it('keeps the last twenty killed runs', async () => {
    const env = stateHome();
    const folder = journalFolder(env) ?? '';
    await mkdir(folder);
    for (let i = 0; i < 30; i++) {
      writeFileSync(join(folder, `old-${i}.json`), '{}');
      utimesSync(join(folder, `old-${i}.json`), i, i);
    }
    await new Journal(env).keep(result);
    expect(readdirSync(folder)).toHaveLength(20);
    expect(await latestKept(env)).toBe(join(folder, 'run-1.json'));
  });

  it('does without where there is no place for it', async () => {
    expect(journalFolder({})).toBeNull();
    expect(journalFolder({ HOME: '/home/me' })).toBe('/home/me/.local/state/pod-start-slo');
    await new Journal({ XDG_STATE_HOME: '/dev/null' }).keep(result);
    expect(await latestKept({ XDG_STATE_HOME: '/dev/null' })).toBeNull();
  });
});
