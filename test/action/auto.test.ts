import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environment } from '../cluster/support/environment.ts';
import { readResult } from '../cluster/support/result.ts';
import { annotationsIn } from './support/file-commands.ts';
import { stepInputs } from './support/inputs.ts';
import { makeRunner } from './support/runner.ts';

const { kubeconfig, slowStartImage } = environment();

/** A step that does not say where. */
const given = {
  ...{ cluster: 'auto', image: slowStartImage, port: '8080', 'image-pull-policy': 'IfNotPresent' },
  ...{ via: 'node-port', warmup: '0', iterations: '1' },
};
const slowStart = stepInputs(given);

test('cluster: auto takes a kind cluster of this machine that answers, and says so', async () => {
  using runner = makeRunner();
  const inputs = stepInputs({ ...given, 'keep-cluster': 'true' });
  const { code, stdout, outputs, summary } = await runner
    .step({ inputs, env: { KUBECONFIG: kubeconfig } })
    .main();
  expect(code).toBe(0);
  expect(readResult(outputs['result-path'] ?? '')).toMatchObject({ cluster: { provider: 'existing' } });
  const told =
    /^cluster: auto took existing: context kind-\S+ is a cluster of this machine, and answers; without use here: options\.cluster\.keep$/m;
  expect(stdout).toMatch(told);
  expect(summary).toContain('cluster: auto took existing');
});

test('cluster: auto never takes a cluster that merely can be reached, and says what it looked for', async () => {
  using runner = makeRunner();
  const renamed = join(runner.folder, 'production.yml');
  writeFileSync(renamed, readFileSync(kubeconfig, 'utf8').replaceAll(/\bkind-/g, 'production-'));
  const step = runner.step({ inputs: slowStart, env: { KUBECONFIG: renamed, PATH: '/nowhere' } });
  const { code, stdout, outputs } = await step.main();
  expect({ code, verdict: outputs['verdict'] }).toEqual({ code: 1, verdict: 'usage' });
  const message = annotationsIn(stdout)[0]?.message ?? '';
  for (const said of [
    /context production-\S+ was passed over: auto takes no cluster that others may use/,
    /docker: docker is not installed/,
    /minikube: is not installed/,
    /k3d: is not installed/,
    /say cluster: existing/,
  ])
    expect(message).toMatch(said);
});
