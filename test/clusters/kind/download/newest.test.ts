import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { standard } from '../../../../src/core/options/table.ts';

const answersWithinMs = 20_000;

/** How many of the releases that a module proxy lists are newer than a version. */
function newerThan(version: string, list: string): number {
  const partsOf = (each: string): number[] => each.slice(1).split('.').map(Number);
  const [, minor = 0, patch = 0] = partsOf(version);
  const releases = list.split('\n').filter((each) => /^v0\.\d+\.\d+$/.test(each));
  return releases.map(partsOf).filter(([, m = 0, p = 0]) => m > minor || (m === minor && p > patch)).length;
}

it('counts the releases that are newer, and no pre-release', () => {
  const list = 'v0.9.0\nv0.30.0\nv0.32.0\nv0.33.0\nv0.34.0-alpha\n';
  expect([newerThan('v0.30.0', list), newerThan('v0.32.0', list), newerThan('v0.33.0', list)]).toEqual([
    2, 1, 0,
  ]);
});

it('the kind that is taken by default is at most one release behind what the Go module proxy lists', async ({
  skip,
}) => {
  const list = await listed().catch((error: unknown) =>
    skip(`the module proxy cannot be asked: ${String(error)}`),
  );
  expect(list).toContain('v0.30.0');
  expect(newerThan(standard.kindVersion, list)).toBeLessThan(2);
});

/** The first proxy of `go env GOPROXY`. @throws where there is no Go, no proxy or no network */
async function listed(): Promise<string> {
  const { stdout } = await promisify(execFile)('go', ['env', 'GOPROXY']);
  const proxy = stdout.trim().split(/[,|]/)[0] ?? '';
  const response = await fetch(`${proxy}/sigs.k8s.io/kind/@v/list`, {
    signal: AbortSignal.timeout(answersWithinMs),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return await response.text();
}
