import { expect, it } from 'vitest';
import { resolvePlan, type RawValue, type SettingName } from '../../../src/core/config/resolve.ts';

const file = (more: string): string =>
  `${more}\nscenarios: [{ name: web, workload: { image: app:1, port: 80 } }]\n`;

function resolved(config: string, settings: Partial<Record<SettingName, RawValue>>, fileMayConfirm = false) {
  const input = { config: 'pod-start-slo.yml', settings, nameOf: (name: string) => name, randomSeed: 1 };
  return resolvePlan({ ...input, fileMayConfirm }, () => config);
}

const cases: readonly (readonly [string, string, SettingName])[] = [
  ['confirm: true', 'confirm', 'confirm'],
  ['allowClusterScoped: true', 'allowClusterScoped', 'allowClusterScoped'],
  ['allowKubeNamespaces: true', 'allowKubeNamespaces', 'allowKubeNamespaces'],
  ['nodeHelper: { allow: true }', 'nodeHelper.allow', 'allowNodeHelper'],
];

it.each(cases)(
  '%s in a file that the change itself may hold needs the setting as well',
  (line, field, name) => {
    expect(resolved(file(line), {})).toMatchObject({
      problems: [{ field, value: 'true', fix: expect.stringContaining(`input ${name}`) as unknown }],
    });
    expect(resolved(file(line), { [name]: 'true' })).toHaveProperty('plan');
  },
);

it.each(cases)('%s in a file of the user’s own is enough', (line) => {
  expect(resolved(file(line), {}, true)).toHaveProperty('plan');
});

it('a setting that says no is a no, whatever the file says', () => {
  expect(resolved(file('confirm: true'), { confirm: 'false' })).toMatchObject({ plan: { confirmed: false } });
});

it('what the file does not open needs nothing', () => {
  expect(resolved(file('confirm: false'), {})).toHaveProperty('plan');
});

it('the image that is root on the nodes is not the file’s to choose where the helper is allowed', () => {
  const config = file('nodeHelper: { image: evil:1 }');
  expect(resolved(config, { allowNodeHelper: 'true' })).toMatchObject({
    problems: [{ field: 'nodeHelper.image', value: 'evil:1' }],
  });
  const own = resolved(config, { allowNodeHelper: 'true', nodeHelperImage: 'mine:1' });
  expect(own).toMatchObject({ plan: { nodeHelper: { image: 'mine:1' } } });
});
