import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readResult } from '../cluster/support/result.ts';
import { example, makeRepository, minutes, twoStarts } from './support/act.ts';
import { publish } from './support/images.ts';

test(
  'every night with evidence: the result is there for the next step',
  { timeout: 4 * minutes },
  async () => {
    await publish('app:nightly');
    using repository = await makeRepository({
      'pod-start-slo.yml': `scenarios:
  - name: app
    workload: { image: 'registry.example.com/app:nightly', port: 8080 }
    objectives: ['p50 <= 30s']
`,
    });
    const { code, stdout } = await repository.act(withFewerStarts(repository.folder), {
      event: 'schedule',
      timeoutMs: 3 * minutes,
    });
    expect(code, stdout).toBe(0);
    const [scenario] = readResult(join(repository.artifacts, 'pod-start-slo/result.json')).scenarios;
    expect(scenario).toMatchObject({ rule: 'proven', verdict: 'met' });
    expect(scenario?.summary.count).toBe(enoughForHalf);
    expect(stdout).toContain('baseline: stored for branch main');
    expect(readFileSync(join(repository.artifacts, 'pod-start-slo/summary.md'), 'utf8')).toContain('**MET**');
  },
);

test('several images by a matrix, each really pulled', { timeout: 5 * minutes }, async () => {
  await publish('bloomberg/goldpinger:v3.0.0');
  using repository = await makeRepository({ 'README.md': 'apps' }, twoStarts);
  const matrix = 'name:goldpinger';
  const { code, stdout } = await repository.act(example('several-images'), {
    ...{ event: 'pull_request', matrix, timeoutMs: 4 * minutes },
  });
  expect(code, stdout).toBe(0);
  expect(stdout).toContain('[2/2] answered');
  // Of all starts: where it was not the same each time, the report counts.
  expect(stdout).toMatch(/^\| image pull \|.*\| pulled \|$/m);
});

/** Starts that prove an objective of the median where none of them is over its limit. */
const enoughForHalf = 10;

/** The example as it stands but for the 80 starts that a p95 needs: test/hosts/action/nightly-example.test.ts. */
function withFewerStarts(folder: string): string {
  const text = readFileSync(example('nightly'), 'utf8');
  expect(text).toContain('iterations: 80');
  const path = join(folder, 'nightly.yml');
  writeFileSync(path, text.replace('iterations: 80', `iterations: ${enoughForHalf}`));
  return path;
}
