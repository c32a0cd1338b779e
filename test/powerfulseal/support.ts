import { resolveRun } from '../../src/powerfulseal/resolve.ts';
import type { RawValue, Resolution, SettingName } from '../../src/core/config/resolve.ts';
import type { Problem } from '../../src/core/errors.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { PolicyPlan } from '../../src/core/steps/plan.ts';

export const policyPath = 'chaos/policy.yml';

export interface GivenPolicy {
  timing?: string;
  settings?: Partial<Record<SettingName, RawValue>>;
  config?: string;
  continuous?: boolean;
}

/** Resolves a policy as the CLI would: settings are spelled as flags. */
export function resolvePolicyText(text: string, given: GivenPolicy = {}): Resolution {
  const { timing, settings = {}, config, continuous = false } = given;
  return resolveRun(
    {
      policy: { path: policyPath },
      ...(config === undefined ? {} : { config }),
      settings: timing === undefined ? settings : { ...settings, policyTiming: timing },
      nameOf: (name) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      randomSeed: 4711,
      continuous,
    },
    (path) => (path === policyPath ? text : { problem: 'there is no such file' }),
  );
}

export function planOfPolicy(text: string, given: GivenPolicy = {}): Plan & { policy: PolicyPlan } {
  const resolution = resolvePolicyText(text, given);
  if ('problems' in resolution) throw new Error(`no plan: ${JSON.stringify(resolution.problems, null, 2)}`);
  const { plan } = resolution;
  const { policy } = plan;
  if (policy === undefined) throw new Error('a plan without its policy');
  return { ...plan, policy };
}

export function problemsOfPolicy(text: string, given: GivenPolicy = {}): readonly Problem[] {
  const resolution = resolvePolicyText(text, given);
  return 'problems' in resolution ? resolution.problems : [];
}

/** A policy of one scenario with these steps, each as YAML on one line. */
export function policyOf(...steps: readonly string[]): string {
  return ['scenarios:', '- name: a scenario', '  steps:', ...steps.map((step) => `  - ${step}`)].join('\n');
}
