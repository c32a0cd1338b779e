import {
  resolvePlan,
  type RawValue,
  type Resolution,
  type SettingName,
} from '../../../src/core/config/resolve.ts';
import type { Problem } from '../../../src/core/errors.ts';
import type { Plan, Scenario } from '../../../src/core/plan.ts';

export const configPath = 'ci/pod-start-slo.yml';

export interface Given {
  /** Text of the configuration file. */
  config?: string;
  settings?: Partial<Record<SettingName, RawValue>>;
  /** Other files by path. */
  files?: Readonly<Record<string, string>>;
}

/** Resolves as the CLI would: settings are spelled as flags. */
export function resolve({ config, settings = {}, files = {} }: Given): Resolution {
  const all = new Map(Object.entries(files));
  if (config !== undefined) all.set(configPath, config);
  return resolvePlan(
    {
      ...(config === undefined ? {} : { config: configPath }),
      settings,
      nameOf: (setting) => `--${setting.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      randomSeed: 4711,
    },
    (path) => all.get(path) ?? { problem: 'no such file' },
  );
}

export function planOf(given: Given): Plan {
  const resolution = resolve(given);
  if ('plan' in resolution) return resolution.plan;
  throw new Error(`no plan: ${JSON.stringify(resolution.problems, null, 2)}`);
}

/** The first scenario of the plan. */
export function scenarioOf(given: Given): Scenario {
  const scenario = planOf(given).scenarios[0];
  if (scenario === undefined) throw new Error('a plan without scenarios');
  return scenario;
}

export function problemsOf(given: Given): readonly Problem[] {
  const resolution = resolve(given);
  return 'problems' in resolution ? resolution.problems : [];
}

export function warningsOf(given: Given): readonly Problem[] {
  const resolution = resolve(given);
  return 'warnings' in resolution ? resolution.warnings : [];
}

/** A scenario with a working image, and further lines of YAML. */
export function oneScenario(...lines: readonly string[]): string {
  const all = ['workload: { image: example.com/app:1, port: 8080 }', ...lines];
  return `scenarios:\n  -\n${all.map((line) => `    ${line}`).join('\n')}\n`;
}

export const pod = (name = 'app', labels = 'app: app') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, labels: { ${labels} } }\nspec: { containers: [] }\n`;

export const service = (name = 'app', spec = 'selector: { app: app }, ports: [{ port: 80 }]') =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { ${spec} }\n`;

/** Documents of one manifest file. */
export const documents = (...texts: readonly string[]) => texts.join('---\n');
