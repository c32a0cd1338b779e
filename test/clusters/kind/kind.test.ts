import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { containerEngine } from '../../../src/clusters/programs/container-engine.ts';
import { createArgs } from '../../../src/clusters/kind/kind.ts';
import { withRegistryFolder } from '../../../src/clusters/kind/config.ts';
import { loadArgs } from '../../../src/clusters/kind/load.ts';
import { isInRegistry, registryIn } from '../../../src/clusters/kind/registry.ts';
import { configPathIn } from '../../../src/clusters/kind/registry-wiring.ts';
import { notReady } from '../../../src/clusters/kind/ready.ts';
import { standIns } from '../stand-in.ts';

const settings = { name: 'slo', nodeImage: null, config: null };

describe('the arguments of kind', () => {
  it('are the name and a kubeconfig of its own', () => {
    const args = ['create', 'cluster', '--name', 'slo', '--kubeconfig', '/tmp/k', '--retain'];
    expect(createArgs(settings, '/tmp/k')).toEqual(args);
  });

  it.each([
    [{ nodeImage: 'kindest/node:v1' }, ['--image', 'kindest/node:v1']],
    [{ config: 'two-nodes.yml' }, ['--config', 'two-nodes.yml']],
  ])('have for %o also %o', (more, args) => {
    expect(createArgs({ ...settings, ...more }, '/tmp/k').slice(7)).toEqual(args);
  });

  it('take nothing in the name of an image for a flag', () => {
    expect(loadArgs('slo', '--name=other')).toEqual([
      ...['load', 'docker-image', '--name', 'slo', '--', '--name=other'],
    ]);
  });

  it('load an archive as such', () => {
    expect(loadArgs('slo', 'app.tar')).toContain('image-archive');
  });
});

describe('nodes that are not Ready', () => {
  it.each([
    ['none', 'a=True\nb=True\n', []],
    ['one that says False', 'a=True\nb=False\n', ['b']],
    ['one that says nothing yet', 'a=True\nb=\n', ['b']],
    ['one that has not registered', 'a=True\n', ['b']],
    ['all, when nothing was told', '', ['a', 'b']],
  ])('%s', (_, told, missing) => {
    expect(notReady(['a', 'b'], told)).toEqual(missing);
  });
});

describe('the configuration of kind with a registry', () => {
  interface Config {
    containerdConfigPatches: string[];
    nodes?: unknown[];
  }
  const patched = (config: string | null): Config => parse(withRegistryFolder(config)) as Config;

  it('is the usual one where there is none', () => {
    expect(patched(null)).toMatchObject({ kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4' });
    expect(patched(null).containerdConfigPatches).toEqual([expect.stringContaining('config_path')]);
  });

  it('keeps what the user has said, the own patches too', () => {
    const config = 'kind: Cluster\nnodes: [{ role: worker }]\ncontainerdConfigPatches: [debug]\n';
    expect(patched(config)).toMatchObject({
      nodes: [{ role: 'worker' }],
      containerdConfigPatches: ['debug', expect.stringContaining('config_path')],
    });
  });

  it('leaves the folder where the user has put it', () => {
    const own = '[plugins."x".registry]\nconfig_path = "/etc/own"';
    const config = JSON.stringify({ kind: 'Cluster', containerdConfigPatches: [own] });
    expect(patched(config).containerdConfigPatches).toEqual([own]);
  });
});

describe('the folder in which containerd looks for registries', () => {
  it.each([
    [
      'version 2',
      `[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "/etc/containerd/certs.d"\n`,
      '/etc/containerd/certs.d',
    ],
    ['version 3', `[plugins.'io.containerd.cri.v1.images'.registry]\n  config_path = '/a:/b'\n`, '/a:/b'],
    ['none', `[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = ""\n`, null],
    ['that of another part', `[plugins."io.containerd.transfer.v1.local"]\n  config_path = "/x"\n`, null],
    [
      'one after the registries',
      `[plugins."io.containerd.grpc.v1.cri".registry]\n\n[plugins."other"]\n config_path = "/x"\n`,
      null,
    ],
  ])('%s', (_, dump, folder) => {
    expect(configPathIn(dump)).toBe(folder);
  });
});

describe('a registry that is there', () => {
  const printed = [
    'web\t0.0.0.0:80->5001/tcp, :::80->5001/tcp',
    'lonely\t',
    'registry\t127.0.0.1:5001->5000/tcp',
  ].join('\n');

  it('is the container that publishes the port, and is reached at its own', () => {
    expect(registryIn(printed, 5001)).toEqual({ container: 'registry', port: 5000 });
    expect(registryIn(printed, 80)).toEqual({ container: 'web', port: 5001 });
  });

  it.each([5000, 500, 8080])('is none at port %i', (port) => {
    expect(registryIn(printed, port)).toBeNull();
  });

  it('has the images that are named after it', () => {
    expect(isInRegistry('localhost:5001/app:pr', 5001)).toBe(true);
    expect(isInRegistry('localhost:5002/app:pr', 5001)).toBe(false);
    expect(isInRegistry('localhost:5001/app:pr', null)).toBe(false);
  });
});

describe('the engine of kind', () => {
  it.each([
    [{ KIND_EXPERIMENTAL_PROVIDER: 'podman', PATH: '/nowhere' }, 'podman'],
    [{ KIND_EXPERIMENTAL_PROVIDER: 'nonsense', PATH: '/nowhere' }, 'docker'],
    [{ PATH: '' }, 'docker'],
  ])('of %o is %s', (env, engine) => {
    expect(containerEngine(env)).toBe(engine);
  });

  it.each([
    [['podman'], 'podman'],
    [['podman', 'nerdctl'], 'nerdctl'],
    [['podman', 'docker'], 'docker'],
  ])('of a machine with %o is %s', (programs, engine) => {
    using stand = standIns({}, programs);
    expect(containerEngine({ PATH: stand.folder })).toBe(engine);
  });
});
