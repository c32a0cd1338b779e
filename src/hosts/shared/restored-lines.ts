import type { Restored } from '../../kube/sweep/restore-scales.ts';

/** What became of workloads that killed runs had scaled. Names in it are as the cluster has them: clean them. */
export function restoredLines({ restored, untouched }: Omit<Restored, 'left'>): string[] {
  return [...restored.map((what) => `restored ${what}`), ...untouched.map((what) => `not restored ${what}`)];
}
