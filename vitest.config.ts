import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Two of them bundle the programs.
          hookTimeout: 60_000,
          // Some compute exact chances, or simulate thousands of runs.
          testTimeout: 30_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/cluster/**', 'test/action/**', 'test/pages/**', 'test/minikube/**'],
        },
      },
      {
        test: {
          // Behaviour on the cluster. Most of a test is waiting for the kubelet, containerd and deletions, so several files
          // run at once, each in namespaces of its own.
          name: 'cluster',
          include: ['test/cluster/*.test.ts'],
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          // Tests of time, and those that disturb the whole cluster: one after the other, when the others are over.
          name: 'cluster-alone',
          include: ['test/cluster/alone/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'pages',
          include: ['test/pages/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'minikube',
          include: ['test/minikube/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 400_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'action',
          include: ['test/action/**/*.test.ts'],
          maxWorkers: 3,
          maxConcurrency: 2,
          sequence: { groupOrder: 3 },
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
