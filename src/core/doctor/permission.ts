import * as z from 'zod';
import { vias } from '../via.ts';

/** A right that a run makes use of, and whether it is there. */
export const permissionSchema = z.object({
  verb: z.string(),
  group: z.string().describe('API group; empty is the core group'),
  resource: z.string(),
  namespace: z.string().nullable().describe('null asks about the cluster as a whole'),
  name: z.string().nullable().describe('of this one object alone'),
  level: z.enum(['required', 'useful']).describe('a run is refused without what is required'),
  via: z.enum(vias).nullable().describe('the path to the Service that it opens'),
  why: z.string(),
  allowed: z.boolean(),
});

export type Permission = z.infer<typeof permissionSchema>;
