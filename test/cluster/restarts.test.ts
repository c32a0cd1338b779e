import { expect, test } from 'vitest';
import { environment } from './support/environment.ts';
import { deployment, manifest, pod, service, slowStart } from './support/manifests.ts';
import { measure } from './support/result.ts';

const once = ['-f', '-', '--via', 'node-port', '--iterations', '1', '--warmup', '0'];

/** Runs for two seconds and ends with 1; its second run answers. */
const crashingOnce =
  'if [ -e /m/index.html ]; then exec busybox httpd -f -p 8080 -h /m; fi; echo ok > /m/index.html; sleep 2; exit 1';

test('a container that crashed once and came up is said to have been restarted, and has no application time', async () => {
  const { busyboxImage: image } = environment();
  const stdin = manifest(
    service(),
    pod({
      volumes: [{ name: 'm', emptyDir: {} }],
      containers: [
        {
          name: 'c',
          image,
          command: ['/bin/busybox', 'sh', '-c', crashingOnce],
          volumeMounts: [{ name: 'm', mountPath: '/m' }],
        },
      ],
    }),
  );
  const run = await measure(once, { stdin });
  const [iteration] = run.judged;
  expect(iteration).toMatchObject({
    outcome: 'answered',
    applicationAtMostMs: null,
    phases: { applicationMs: null },
    restarts: [{ pod: 'web', container: 'c', count: 1, exitCodes: [1], reason: 'Error' }],
  });
  // Where the restart is reported only while the pod is deleted, its cost is not known.
  expect(iteration?.restarts?.[0]?.costMs ?? 2000).toBeGreaterThan(1900);
  expect(iteration?.restarts?.[0]?.costMs ?? 2000).toBeLessThan(iteration?.totalMs ?? 0);
  expect(run.scenario.causes).toContainEqual(expect.objectContaining({ name: 'restart' }));
  expect(run.stdout).toMatch(/c was restarted once \(exit code 1\)/);
});

test('a start that timed out names the pod, the container and its exit code', async () => {
  const front = deployment({ containers: [slowStart([], { name: 'server' })] });
  // Without a probe the kubelet may report it as Ready in the moment that it runs.
  const crashing = slowStart(['--never-listen', '--exit-after', '100ms', '--exit-code', '3'], {
    name: 'server',
    readinessProbe: { tcpSocket: { port: 8080 } },
  });
  const queue = deployment({ containers: [crashing] });
  queue.metadata = { name: 'queue' };
  const labels = { app: 'queue' };
  queue['spec'] = {
    ...(queue['spec'] as object),
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [crashing] } },
  };
  const run = await measure([...once, '--timeout', '12s'], { stdin: manifest(service(), front, queue) });
  expect(run.judged[0]?.message).toMatch(/^pod queue-\S+: container server ended with exit code 3/);
});
