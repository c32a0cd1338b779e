import { defineConfig } from 'vitest/config';
import { IdleReporter } from './scripts/suite-times/idle-reporter.ts';

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
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
