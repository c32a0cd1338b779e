import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InputName } from '../../../core/config/input.ts';
import { messageOf, PodStartSloError, usageError, type Problem } from '../../../core/errors.ts';
import { migratePolicy } from '../../../powerfulseal/migrate.ts';
import { partSentence, type PolicyPlan } from '../../../core/steps/plan.ts';
import { resolveRun } from '../../../powerfulseal/resolve.ts';
import { makeFolder } from '../../../files/make-folder.ts';
import { writeNew, writeWhole } from '../../../files/write-whole.ts';
import { readTextFile, usualConfig } from '../../shared/read-text.ts';
import type { Action } from '../command-action.ts';

/** Prints or writes the configuration that measures what a policy tests. */
export const migrate: Action = async (flags, { stdout }, file) => {
  if (file === undefined)
    throw usageError([
      { field: 'policy', message: 'is missing', fix: 'name the file: pod-start-slo migrate policy.yml' },
    ]);
  const allowClusterScoped = flags.has('allow-cluster-scoped');
  const plan = planOf(file, {
    allowClusterScoped,
    allowKubeNamespaces: flags.has('allow-kube-namespaces'),
  });
  const folder = flags.text('output-dir');
  const migrated = migratePolicy(plan, { apart: folder !== undefined, allowClusterScoped });
  if (migrated === null) throw nothingToMeasure(plan);
  if (folder === undefined) {
    stdout.write(migrated.config);
    return 0;
  }
  const files = new Map([[usualConfig, migrated.config], ...migrated.manifests]);
  await writeAll(folder, files, flags.has('force'));
  stdout.write(
    `wrote ${[...files.keys()].map((name) => join(folder, name)).join(', ')}; then: pod-start-slo run -c ${join(folder, usualConfig)}\n`,
  );
  return 0;
};

interface Allowed {
  allowClusterScoped: boolean;
  allowKubeNamespaces: boolean;
}

function planOf(path: string, { allowClusterScoped, allowKubeNamespaces }: Allowed): PolicyPlan {
  const resolution = resolveRun(
    {
      policy: { path },
      settings: { allowClusterScoped, allowKubeNamespaces },
      nameOf: (name) => allowing[name] ?? name,
      randomSeed: 0,
    },
    readTextFile,
  );
  if ('problems' in resolution) throw usageError(resolution.problems);
  const { policy } = resolution.plan;
  if (policy === undefined) throw new Error('a plan without its policy');
  return policy;
}

function nothingToMeasure({ parts, policy }: PolicyPlan): PodStartSloError {
  const problems = parts.map((part): Problem => ({
    field: part.scenario.place,
    value: part.scenario.name,
    message: `has no counterpart: it is ${partSentence(part)}`,
    fix: `run the policy as it is: pod-start-slo run --policy ${policy.source}`,
  }));
  return usageError(problems);
}

const allowing: Partial<Record<InputName, string>> = {
  allowKubeNamespaces: '--allow-kube-namespaces',
  allowClusterScoped: '--allow-cluster-scoped',
};

/** All of them, or where one is there already none. */
async function writeAll(folder: string, files: ReadonlyMap<string, string>, force: boolean): Promise<void> {
  const there = [...files.keys()]
    .map((name) => join(folder, name))
    .filter((path) => !force && existsSync(path));
  const problems: Problem[] = there.map((path) => ({
    field: '--output-dir',
    value: path,
    message: 'already exists and is not overwritten',
    fix: 'name another folder, or overwrite it with --force',
  }));
  if (problems.length > 0) throw usageError(problems);
  await makeFolder(folder);
  for (const [name, text] of files) {
    const path = join(folder, name);
    try {
      await (force ? writeWhole : writeNew)(path, text);
    } catch (error) {
      problems.push({
        field: '--output-dir',
        value: path,
        message: `cannot be written: ${messageOf(error)}`,
      });
    }
  }
  if (problems.length > 0) throw usageError(problems);
}
