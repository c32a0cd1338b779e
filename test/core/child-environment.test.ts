import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pluginEnvironment, programEnvironment } from '../../src/core/child-environment.ts';

const root = join(import.meta.dirname, '../..');
const starting = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
  /from '(node:)?child_process'/.test(readFileSync(join(root, file), 'utf8')),
);

it('finds the files that start programs', () => {
  expect(starting).toContain('src/clusters/programs/command.ts');
});

it.each(starting)('%s hands on no environment but a chosen one', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const calls = [...text.matchAll(/\b(?:spawn|execFile|exec|fork)\(/g)];
  const chosen = [...text.matchAll(/\b(?:programEnvironment|pluginEnvironment)\(/g)];
  expect(chosen.length).toBe(calls.length);
});

const secrets = {
  ...{ 'INPUT_GITHUB-TOKEN': 'a', INPUT_KUBECONFIG: 'a', ACTIONS_RUNTIME_TOKEN: 'a', GITHUB_TOKEN: 'a' },
  ...{ ACTIONS_ID_TOKEN_REQUEST_URL: 'a', GH_TOKEN: 'a', NPM_TOKEN: 'a', DOCKER_PASSWORD: 'a' },
  ...{ DATABASE_URL: 'a', SLACK_WEBHOOK: 'a', POD_START_SLO_KIND_RELEASES: 'a', GITHUB_ENV: 'a' },
};

it.each([
  ['program', programEnvironment],
  ['plugin', pluginEnvironment],
])('a %s is given nothing that is not named', (_, chosen) => {
  expect(chosen({ ...secrets, PATH: '/bin' })).toEqual({ PATH: '/bin' });
  expect(chosen({ ...secrets, PATH: '/bin', POD_START_SLO_PASS_ENV: '*, ,' })).toEqual({ PATH: '/bin' });
});

it('clouds are the business of plugins, container engines that of programs', () => {
  const env = { AWS_PROFILE: 'a', GOOGLE_APPLICATION_CREDENTIALS: 'b', DOCKER_HOST: 'c', MINIKUBE_HOME: 'd' };
  expect(Object.keys(pluginEnvironment(env))).toEqual(['AWS_PROFILE', 'GOOGLE_APPLICATION_CREDENTIALS']);
  expect(Object.keys(programEnvironment(env))).toEqual(['DOCKER_HOST', 'MINIKUBE_HOME']);
});

it('a user adds names, and beginnings of names', () => {
  const env = { CORP_A: '1', CORP_B: '2', OTHER: '3', POD_START_SLO_PASS_ENV: ' CORP_*,OTHER ' };
  expect(pluginEnvironment(env)).toEqual({ CORP_A: '1', CORP_B: '2', OTHER: '3' });
});
