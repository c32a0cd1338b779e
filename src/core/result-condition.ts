import * as z from 'zod';
import { conditions } from './condition.ts';

export const conditionSchema = z
  .object({
    kind: z.enum(['as-is', ...conditions]),
    of: z.string().describe('name of the scenario that was started under several conditions'),
    load: z
      .object({
        image: z.string(),
        command: z.array(z.string()),
        cpu: z
          .string()
          .describe('limit on each node: a share of its allocatable CPU, or cores, as configured'),
      })
      .nullable()
      .describe('what kept the nodes busy; null but for busy-node'),
  })
  .nullable()
  .default(null)
  .describe('condition it was started under, if any');
