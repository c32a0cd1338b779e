import { defineConfig } from 'vitest/config';
import { IdleReporter } from './scripts/suite-times/idle-reporter.ts';

/**
 * In continuous integration, on machines that others use too. What stalls a measuring process makes a start invalid,
 * rightly, and a test of it fails then; `make test-flaky` names the tests that needed another try.
 */
const retry = process.env['CI'] ? 1 : 0;

/** Each has a project of its own. */
const otherSuites = ['cluster', 'action', 'pages', 'minikube', 'versions'].map((suite) => `test/${suite}/**`);

/** Unit tests that wait for most of their time, or need a program that the harness provides: not for `make test-quick`. */
const waiting = [
  'test/faults/**/*.test.ts',
  'test/kube/doctor/reach.test.ts',
  'test/kube/probe/probers/other-pods.test.ts',
  'test/deploy/rules.test.ts',
  'test/release/rehearsal.test.ts',
  'test/reports/markdown/gfm.test.ts',
  'test/reports/formats/readers.test.ts',
];

const unit = {
  include: ['test/**/*.test.ts'],
  // Loading the modules afresh for each of 230 files takes longer than the tests: 180 s of CPU, and 88 s so.
  isolate: false,
  pool: 'forks' as const,
  // More than the cores: some wait.
  maxWorkers: 4,
  sequence: { groupOrder: 0 },
  // Some bundle the programs.
  hookTimeout: 60_000,
  // Some compute exact chances, or simulate thousands of runs.
  testTimeout: 30_000,
};

export default defineConfig({
  plugins: [
    {
      name: 'idle-times',
      // Reporters named on the command line replace those of this file, so this one is added to them.
      configureVitest: ({ vitest }) => void vitest.config.reporters.push(new IdleReporter()),
    },
  ],
  test: {
    projects: [
      { test: { ...unit, name: 'unit', exclude: [...otherSuites, ...waiting] } },
      {
        test: {
          ...unit,
          name: 'unit-waiting',
          include: waiting,
          globalSetup: 'test/faults/stand-in/global-setup.ts',
        },
      },
      {
        test: {
          // Behaviour on the cluster. Most of a test is waiting for the kubelet, containerd and deletions, so several files
          // run at once, each in namespaces of its own.
          name: 'cluster',
          retry,
          include: ['test/cluster/*.test.ts'],
          // With three files at once two cores are 67% busy. With more, the measuring processes stall too often.
          maxWorkers: 3,
          maxConcurrency: 3,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          // Tests of time, and those that disturb the whole cluster: one after the other, when the others are over.
          name: 'cluster-alone',
          retry,
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
          // The same on each version of Kubernetes, on a cluster that nothing else uses.
          name: 'versions',
          retry,
          include: ['test/versions/**/*.test.ts'],
          sequence: { groupOrder: 4 },
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'action',
          retry,
          include: ['test/action/**/*.test.ts'],
          // Most of the time of a test is waiting for pods and for nodes: creating a cluster takes 15 to 17 s of CPU.
          // Each file therefore checks only objects with names of its own.
          maxWorkers: 2,
          maxConcurrency: 2,
          sequence: { groupOrder: 3 },
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
