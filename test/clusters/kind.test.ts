import { describe, expect, it } from 'vitest';
import { createArgs, loadArgs, type KindSettings } from '../../src/clusters/kind.ts';
import { notReady } from '../../src/clusters/kind-ready.ts';
import { processesIn } from '../../src/clusters/own-processes.ts';

const settings: KindSettings = {
  ...{ kindPath: 'kind', name: 'slo', nodeImage: null, config: null, loadImages: [], waitMs: 60_000 },
  ...{ keep: false, onCreating: null, logsFolder: null },
};

describe('the arguments of kind', () => {
  it('are the name and a kubeconfig of its own', () => {
    const args = ['create', 'cluster', '--name', 'slo', '--kubeconfig', '/tmp/k'];
    expect(createArgs(settings, '/tmp/k')).toEqual(args);
  });

  it.each([
    [{ nodeImage: 'kindest/node:v1' }, ['--image', 'kindest/node:v1']],
    [{ config: 'two-nodes.yml' }, ['--config', 'two-nodes.yml']],
    [{ logsFolder: '/tmp/logs' }, ['--retain']],
  ])('have for %o also %o', (more, args) => {
    expect(createArgs({ ...settings, ...more }, '/tmp/k').slice(6)).toEqual(args);
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

describe('programs that are still creating a cluster', () => {
  const processes = `    1 /sbin/init
  812 /opt/kind create cluster --name slo --kubeconfig /tmp/k --retain
  813 kind create cluster --name slo-2 --kubeconfig /tmp/k
  814 kind delete cluster --name slo
  815 grep kind create cluster --name slo
  816 docker run --name slo-control-plane
  817 /a folder/kind create cluster --name slo-3 --kubeconfig /tmp/k
`;

  const creators = (name: string, program: string): number[] =>
    processesIn(processes, { program, args: ['create', 'cluster', '--name', name] });

  it('are found by the very name', () => {
    expect(creators('slo', '/opt/kind')).toEqual([812]);
    expect(creators('slo-2', 'kind')).toEqual([813]);
    expect(creators('slo-3', '/a folder/kind')).toEqual([817]);
  });

  it('are none where nobody makes it', () => {
    expect(creators('other', 'kind')).toEqual([]);
    expect(processesIn('', { program: 'kind', args: ['create', 'cluster', '--name', 'slo'] })).toEqual([]);
  });
});
