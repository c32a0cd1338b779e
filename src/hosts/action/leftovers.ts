import { deleteKindCluster } from '../../clusters/kind-delete.ts';
import { restoredLines } from '../shared/restored-lines.ts';
import { Given } from './given.ts';
import { kubeconfigSecrets } from './mask.ts';
import type { Leftovers } from './post-action.ts';

/** Post has no more time than a user has patience. */
const mostMs = 120_000;

const kind: Leftovers['kind'] = ({ name, kindPath }, { env }, log) => {
  log.say(`deleting the kind cluster ${name}, if it is still there`);
  return deleteKindCluster({ name, kindPath, env, signal: AbortSignal.timeout(mostMs) });
};

/** Of that run alone, alive or not: its process has ended. */
const run: Leftovers['run'] = async ({ runId, namespace }, { env, toolkit }, log) => {
  const given = new Given(toolkit);
  const cluster = {
    kind: 'existing',
    kubeconfig: given.text('kubeconfig'),
    context: given.text('context'),
  } as const;
  for (const secret of kubeconfigSecrets(cluster.kubeconfig, env)) log.mask(secret);
  const { startSweep } = await import('../start-sweep.ts');
  const request = { namespace, runId, all: true };
  const swept = await startSweep({ cluster, request, env, signal: AbortSignal.timeout(mostMs) });
  for (const line of restoredLines(swept)) log.say(line);
  for (const what of swept.deleted) log.say(`deleted ${what}`);
  return swept.left;
};

export const leftovers: Leftovers = { kind, run };
