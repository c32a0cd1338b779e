import { describe, expect, it } from 'vitest';
import { isOfThisMachine, nodeToolsOf } from '../../src/clusters/registry.ts';
import type { Scenario } from '../../src/core/plan.ts';
import { standIns } from './stand-in.ts';

describe('the kind cluster of a context', () => {
  it.each([
    ['kind-dev', 'dev'],
    ['kind-kind', 'kind'],
    ['minikube', null],
    [null, null],
  ])('%s', async (context, cluster) => {
    using stand = standIns();
    const { imageCache, containerKiller } = nodeToolsOf(context, stand.env);
    expect([imageCache === null, containerKiller === null]).toEqual([cluster === null, cluster === null]);
    await imageCache?.remove(['app'], {} as Scenario, new AbortController().signal);
    if (cluster !== null) expect(stand.ran()).toContain(`kind get nodes --name ${cluster}`);
  });
});

describe('a cluster of this machine', () => {
  it.each([
    ['kind-ci', 'https://127.0.0.1:6443'],
    ['k3d-ci', 'https://0.0.0.0:6443'],
    ['minikube', 'https://192.168.49.2:8443'],
    ['minikube', 'https://[::1]:8443'],
  ])('is %s at %s', (context, server) => {
    expect(isOfThisMachine({ context, server })).toBe(true);
  });

  it.each([
    ['kind-production', 'https://prod.example.com'],
    ['kind-ci', 'https://10.0.0.5:6443'],
    ['minikube', 'https://10.0.0.5:8443'],
    ['minikube', 'https://192.168.example.com'],
    ['production', 'https://127.0.0.1:6443'],
    [null, 'https://127.0.0.1:6443'],
  ])('is not %s at %s', (context, server) => {
    expect(isOfThisMachine({ context, server })).toBe(false);
  });
});
