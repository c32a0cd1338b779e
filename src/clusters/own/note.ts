import { z } from 'zod';
import { createdClusters } from '../../core/cluster-names.ts';
import { processSchema } from '../../files/lock-file.ts';

const noteSchema = z.object({
  /** Random: names the run's processes and its registry, and nobody else's. */
  owner: z.string().min(1),
  provider: z.enum(createdClusters),
  name: z.string(),
  /** What creates and deletes it: a path, or a name that is looked up on the PATH. */
  program: z.string(),
  engine: z.string(),
  /** With the kubeconfig; of this run alone. */
  folder: z.string(),
  /** ISO 8601, for people. */
  since: z.string(),
  /** `named`: nothing of this name is the run's. `creating`: containers of it may be that it has not seen yet. */
  phase: z.enum(['named', 'creating', 'created']),
  /** Whether it has or is about to have a registry, which is known by the owner alone. */
  hasRegistry: z.boolean(),
  /** Whether later steps of a job use it, though the process that created it has ended; the job's post step deletes it. */
  isForLaterSteps: z.boolean().default(false),
  /** The process that lives as long as that job; null where it is not known. */
  job: processSchema.nullable().default(null),
  /** Ids of the containers that the run has seen itself create. */
  containers: z.array(z.string()),
});

/** What a run keeps of a cluster that it creates, for whoever finds it after the run was killed. */
export type OwnNote = z.infer<typeof noteSchema>;

/** Null for what is no such note. */
export function readNote(found: unknown): OwnNote | null {
  return noteSchema.safeParse(found).data ?? null;
}
