import { expect, test } from 'vitest';
import { environment } from './support/environment.ts';
import { measure } from './support/result.ts';

const { slowStartImage } = environment();
const neverUp = [
  '--image',
  slowStartImage,
  '--port',
  '8080',
  '--image-pull-policy',
  'IfNotPresent',
  '--warmup',
  '0',
];

test('the last log lines of a pod that crashes are kept where they are asked for, and only there', async () => {
  const crashing = [
    ...neverUp,
    '--iterations',
    '1',
    '--timeout',
    '8s',
    '--arg',
    '--never-listen',
    '--arg',
    '--exit-after=1s',
  ];
  const { scenario } = await measure([...crashing, '--pod-logs']);
  const [iteration] = scenario.iterations.filter(({ warmup }) => !warmup);
  expect(iteration?.outcome).toBe('timed-out');
  expect(iteration?.podLogs).toMatchObject([
    { pod: expect.any(String) as string, container: expect.any(String) as string },
  ]);
  expect(iteration?.podLogs?.[0]?.lines.join('\n')).toContain('start');
  const without = await measure(crashing);
  expect(without.scenario.iterations.map(({ podLogs }) => podLogs)).not.toContainEqual(expect.anything());
});
