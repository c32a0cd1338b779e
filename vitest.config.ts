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
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          fileParallelism: false,
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
          // Most of the time of a test is waiting for pods and for nodes: creating a cluster takes 15 to 17 s of CPU.
          // Each file therefore checks only objects with names of its own.
          maxWorkers: 3,
          // Vitest requires a group per number of workers.
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
