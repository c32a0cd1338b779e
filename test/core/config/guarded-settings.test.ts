import { expect, it } from 'vitest';
import { resolvePlan, type RawValue, type SettingName } from '../../../src/core/config/resolve.ts';

const file = (more: string): string =>
  `${more}\nscenarios: [{ name: web, workload: { image: app:1, port: 80 } }]\n`;

interface Given {
  settings?: Partial<Record<SettingName, RawValue>>;
  options?: string;
  fileMayConfirm?: boolean;
}

function resolved(config: string, { settings = {}, options, fileMayConfirm = false }: Given = {}) {
  const nameOf = (name: string) => (name === 'kubeconfig' ? name : (paths[name] ?? name));
  const input = { config: 'pod-start-slo.yml', settings, nameOf, randomSeed: 1, fileMayConfirm };
  return resolvePlan({ ...input, ...(options === undefined ? {} : { options }) }, () => config);
}

const paths: Partial<Record<string, string>> = {
  allowNodeHelper: 'nodeHelper.allow',
  useCluster: 'cluster.use',
};
const cases: readonly (readonly [string, string, SettingName])[] = [
  ['confirm: true', 'confirm', 'confirm'],
  ['allowClusterScoped: true', 'allowClusterScoped', 'allowClusterScoped'],
  ['allowKubeNamespaces: true', 'allowKubeNamespaces', 'allowKubeNamespaces'],
  ['nodeHelper: { allow: true }', 'nodeHelper.allow', 'allowNodeHelper'],
  ['cluster: { use: mine }', 'cluster.use', 'useCluster'],
  ['defaults: { podLogs: true }', 'defaults.podLogs', 'podLogs'],
  ['cluster: { kubeconfig: evil.yml }', 'cluster.kubeconfig', 'kubeconfig'],
];

it.each(cases)(
  '%s in a file that the change itself may hold needs the workflow as well',
  (line, field, name) => {
    expect(resolved(file(line))).toMatchObject({
      problems: [{ field, message: expect.stringContaining('is set only in') as unknown }],
    });
    expect(resolved(file(line), { settings: { [name]: 'true' } })).toHaveProperty('plan');
    expect(resolved(file(line), { options: line })).toHaveProperty('plan');
  },
);

it.each(cases)('%s in a file of the user’s own is enough', (line) => {
  expect(resolved(file(line), { fileMayConfirm: true })).toHaveProperty('plan');
});

it.each([
  ['confirm: true', 'set "confirm: true" in the input options in the workflow as well'],
  ['defaults: { podLogs: true }', 'set "defaults: { podLogs: true }" in the input options'],
  ['nodeHelper: { allow: true }', 'set "nodeHelper: { allow: true }" in the input options'],
  ['cluster: { kubeconfig: evil.yml }', 'set the input kubeconfig in the workflow as well'],
])('says where the workflow has to say %s', (line, fix) => {
  expect(resolved(file(line))).toMatchObject({
    problems: [{ fix: expect.stringContaining(fix) as unknown }],
  });
});

it('a setting that says no is a no, whatever the file says', () => {
  const plan = { plan: { confirmed: false } };
  expect(resolved(file('confirm: true'), { settings: { confirm: 'false' } })).toMatchObject(plan);
  expect(resolved(file('confirm: true'), { options: 'confirm: false' })).toMatchObject(plan);
});

it('what the file does not open needs nothing', () => {
  expect(resolved(file('confirm: false'))).toHaveProperty('plan');
  expect(resolved(file('cluster: { keep: false }'))).toHaveProperty('plan');
});

it('options that are the configuration file are the workflow’s own', () => {
  const input = { settings: {}, nameOf: String, randomSeed: 1, fileMayConfirm: false };
  const options = file('confirm: true\ncluster: { provider: existing }');
  expect(resolvePlan({ ...input, options }, () => '')).toMatchObject({ plan: { confirmed: true } });
});

it('the image that is root on the nodes is not the file’s to choose where the helper is allowed', () => {
  const config = file('nodeHelper: { image: evil:1 }');
  expect(resolved(config, { settings: { allowNodeHelper: 'true' } })).toMatchObject({
    problems: [{ field: 'nodeHelper.image', value: 'evil:1' }],
  });
  const own = resolved(config, { options: 'nodeHelper: { allow: true, image: mine:1 }' });
  expect(own).toMatchObject({ plan: { nodeHelper: { image: 'mine:1' } } });
});
