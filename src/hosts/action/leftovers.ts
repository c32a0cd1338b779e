import { removeEnded } from '../../clusters/own/sweep.ts';
import { restoredLines } from '../shared/restored-lines.ts';
import { kubeconfigFile } from './kubeconfig-input.ts';
import { kubeconfigSecrets } from './mask.ts';
import type { Leftovers } from './post-action.ts';

/** Post has no more time than a user has patience. */
const mostMs = 120_000;

const cluster: Leftovers['cluster'] = ({ provider, name, owner }, { env }, log) => {
  log.say(`deleting the ${provider} cluster ${name}, if it is still there`);
  return removeEnded({ provider, name, owner }, { env, signal: AbortSignal.timeout(mostMs) });
};

/** Of that run alone, alive or not: its process has ended. */
const run: Leftovers['run'] = async ({ runId, namespace, kubeconfig, context }, { env, toolkit }, log) => {
  using file = kubeconfigFile({ env, toolkit });
  // Main has deleted the file that it wrote from the content of the input.
  const existing = { kind: 'existing', kubeconfig: file.path ?? kubeconfig, context } as const;
  for (const secret of kubeconfigSecrets(existing.kubeconfig, env)) log.mask(secret);
  const { startSweep } = await import('../start-sweep.ts');
  const request = { namespace, runId, all: true };
  const signal = AbortSignal.timeout(mostMs);
  const swept = await startSweep({ cluster: existing, request, env, signal });
  for (const line of restoredLines(swept)) log.say(line);
  for (const what of swept.deleted) log.say(`deleted ${what}`);
  return swept.left;
};

export const leftovers: Leftovers = { cluster, run };
