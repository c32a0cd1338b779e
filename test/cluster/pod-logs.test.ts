import { expect, test } from 'vitest';
import { environment } from './support/environment.ts';
import { leftoversAfter } from './support/kubectl.ts';
import { manifest, pod, service } from './support/manifests.ts';
import { inNode, makeNodeFolder } from './support/node.ts';
import { measure } from './support/result.ts';

const { agnhostImage, slowStartImage } = environment();
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

test('a log line of 10 MB is cut, and the result says so', async () => {
  await using folder = await makeNodeFolder();
  await inNode(['sh', '-c', `head -c 10000000 /dev/zero | tr '\\0' x >${folder.path}/line`]);
  const container = {
    ...{ name: 'app', image: agnhostImage, args: ['mounttest', '--file_content=/data/line'] },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  };
  const volumes = [{ name: 'data', hostPath: { path: folder.path } }];
  const objects = manifest(service(), pod({ containers: [container], volumes }));
  const flags = ['--iterations', '1', '--warmup', '0', '--via', 'node-port', '--timeout', '6s', '--pod-logs'];
  const run = await measure(['-f', '-', ...flags], { stdin: objects });
  const [log] = run.judged[0]?.podLogs ?? [];
  expect(log?.lines).toEqual([
    expect.stringMatching(/^x{2000}… \(cut: the line has at least \d{6} characters\)$/),
  ]);
  expect(run.code).toBe(0);
  expect(await leftoversAfter(10_000, run.result.runId)).toEqual([]);
});
