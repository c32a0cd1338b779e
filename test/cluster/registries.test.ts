import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { cli } from './support/cli.ts';
import { kubectl, makeNamespace } from './support/kubectl.ts';
import { pod, manifest, service, slowStart } from './support/manifests.ts';
import { startStrangeRegistry } from './support/registry.ts';
import { makeFolder, measure, readResult } from './support/result.ts';

const credentials = 'reader:secret';
const bytesPerSecond = 1_000_000;
const ballastBytes = 6_000_000;

test('the pull of an image over a link of known speed is told within 5% of what it takes', async () => {
  await using registry = await startStrangeRegistry({ ballastBytes, bytesPerSecond, credentials });
  const run = await measure([
    ...['--image', `${registry.address}/throttled/slow-start:test`, '--port', '8080', '--via', 'node-port'],
    ...[
      '--image-cache',
      'remove',
      '--image-pull-policy',
      'IfNotPresent',
      '--warmup',
      '0',
      '--iterations',
      '2',
    ],
  ]);
  expect(run.code, run.stderr).toBe(0);
  // What was really sent: layers that the node has from another image are not asked for.
  const truthMs = (registry.takeBytes() / run.scenario.iterations.length / bytesPerSecond) * 1000;
  expect(truthMs).toBeGreaterThan((ballastBytes / bytesPerSecond) * 1000);
  for (const { imagePulls, phases } of run.judged) {
    const [pull] = imagePulls;
    expect(pull).toMatchObject({ kind: 'pulled' });
    expect(pull?.bytes).toBeGreaterThan(ballastBytes);
    expect(phases.imagePullMs).toBe(pull?.ms);
    expect(Math.abs((phases.imagePullMs ?? NaN) - truthMs)).toBeLessThan(0.05 * truthMs);
  }
  expect(run.stdout).toMatch(/every start pulls the image \([\d.]+ MB at [\d.]+ MB\/s/);
});

/** What each of them has to say, in words of the tool's own. */
const troubles: Record<string, [image: string, words: string]> = {
  busy: ['busy/slow-start:test', 'the registry throttles this node'],
  private: ['private/slow-start:test', 'name a pull secret (imagePullSecrets)'],
  garbled: ['garbled/slow-start:test', 'what the registry sent is not what the digest names'],
  foreign: ['foreign/slow-start:test', "no variant for the node's architecture"],
  missing: ['plain/slow-start:missing', 'the registry has no such image'],
};

test('registries that are away, throttle, refuse or send the wrong thing are told apart; a pull secret opens', async () => {
  await using registry = await startStrangeRegistry({ ballastBytes: 1000, bytesPerSecond, credentials });
  await using namespace = await makeNamespace();
  using folder = makeFolder();
  const [user = '', password = ''] = credentials.split(':');
  await kubectl([
    ...['create', 'secret', 'docker-registry', 'reader', '-n', namespace.name],
    ...[`--docker-server=${registry.address}`, `--docker-username=${user}`, `--docker-password=${password}`],
  ]);
  const images = {
    ...Object.fromEntries(
      Object.entries(troubles).map(([name, [image]]) => [name, `${registry.address}/${image}`]),
    ),
    away: `${registry.address.replace(/:.*/, ':1')}/slow-start:test`,
    opened: `${registry.address}/private/slow-start:test`,
  };
  const scenarios = Object.entries(images).map(([name, image]) => {
    const imagePullSecrets = name === 'opened' ? [{ name: 'reader' }] : [];
    const spec = { containers: [slowStart([], { image, imagePullPolicy: 'Always' })], imagePullSecrets };
    writeFileSync(join(folder.path, `${name}.yml`), manifest(pod(spec), service()));
    return { name, workload: { manifest: `${name}.yml` }, probe: { via: 'node-port' } };
  });
  const file = join(folder.path, 'slo.yml');
  const json = join(folder.path, 'result.json');
  const defaults = { iterations: 1, warmup: 0, timeout: '6s', objectives: ['max <= 6s'] };
  writeFileSync(file, stringify({ namespace: namespace.name, defaults, scenarios }));
  const { code, stderr } = await cli(['run', '-c', file, '--export-json', json]);
  expect(code, stderr).toBe(1);
  const seen = readResult(json).scenarios.map(({ name, iterations: [start] }) => [
    name,
    start?.outcome,
    start?.message,
  ]);
  const words = (text: string): unknown => expect.stringContaining(text);
  expect(seen).toEqual([
    ...Object.entries(troubles).map(([name, [, told]]) => [name, 'timed-out', words(told)]),
    ['away', 'timed-out', words('the node does not reach the registry')],
    ['opened', 'answered', null],
  ]);
});
