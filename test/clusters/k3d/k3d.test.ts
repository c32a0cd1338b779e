import { describe, expect, it } from 'vitest';
import { createArgs, nodesIn, type K3dSettings } from '../../../src/clusters/k3d/k3d.ts';

const settings: K3dSettings = {
  ...{ program: 'k3d', name: 'slo', isThere: false, nodeImage: null, loadImages: [], waitMs: 120_000 },
  ...{ keep: false, onCreating: null, logs: 'on-failure', logsFolder: null },
};

describe('the arguments of k3d', () => {
  it('are the name, a bound, and that the user’s kubeconfig stays as it is', () => {
    expect(createArgs(settings)).toEqual([
      ...['cluster', 'create', 'slo', '--wait', '--timeout=120s'],
      ...['--kubeconfig-update-default=false', '--kubeconfig-switch-context=false'],
    ]);
  });

  it('have the image of the nodes where one was asked for', () => {
    const nodeImage = 'rancher/k3s:v1.34.1-k3s1';
    expect(createArgs({ ...settings, nodeImage }).at(-1)).toBe(`--image=${nodeImage}`);
  });
});

it('The nodes of a k3d cluster are its servers and agents, not its load balancer, nor those of others', () => {
  const node = (name: string, role: string, cluster: string): object => ({
    name,
    role,
    runtimeLabels: { 'k3d.cluster': cluster },
  });
  const printed = JSON.stringify([
    node('k3d-slo-serverlb', 'loadbalancer', 'slo'),
    node('k3d-slo-server-0', 'server', 'slo'),
    node('k3d-slo-agent-0', 'agent', 'slo'),
    node('k3d-other-server-0', 'server', 'other'),
    { name: 'k3d-registry', role: 'registry' },
  ]);
  expect(nodesIn(printed, 'slo')).toEqual(['k3d-slo-server-0', 'k3d-slo-agent-0']);
});
