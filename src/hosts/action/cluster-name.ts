import { randomBytes } from 'node:crypto';
import type { Environment } from '../start-run.ts';

const start = 'pod-start-slo';
/** kind's own bound (https://github.com/kubernetes-sigs/kind/blob/main/pkg/cluster/internal/create/create.go). */
const longest = 50;

/** A name that tells which job made the cluster, and that no other job on the same machine has. */
export function uniqueClusterName(env: Environment): string {
  const random = randomBytes(4).toString('hex');
  const [run, attempt, job] = ['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_JOB'].map((name) =>
    plain(env[name] ?? ''),
  );
  const said = [start, run, attempt, job].filter((part) => part !== '').join('-');
  return `${said.slice(0, longest - random.length - 1).replace(/-+$/, '')}-${random}`;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
