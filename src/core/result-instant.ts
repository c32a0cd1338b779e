import * as z from 'zod';

const ms = z.number();

export const clocks = ['runner', 'scheduler', 'kubelet', 'api-server'] as const;

/** What happens in an iteration. A closed list: reports print these words as they are. */
export const instantNames = [
  'create-requested',
  'create-accepted',
  'scale-requested',
  'scale-accepted',
  'kill-requested',
  'kill-accepted',
  'victim-gone',
  'pod-added',
  'scheduled',
  'sandbox-ready',
  'initialized',
  'pulling',
  'pulled',
  'created',
  'started',
  'running',
  'ready',
  'endpoint-ready',
  'pod-answered',
  'first-available',
  'half-available',
  'all-available',
  'answered',
] as const;

export const instantSchema = z.object({
  name: z.enum(instantNames).describe('What happened'),
  clock: z.enum(clocks).describe('Which clock stamped it. Only instants of one clock are ever subtracted'),
  sinceStartMs: ms
    .optional()
    .describe('runner clock: milliseconds since just before the first create request'),
  unixMs: ms.optional().describe('other clocks: milliseconds since the Unix epoch, as that clock had it'),
  resolutionMs: ms.describe('how far the stamp may lie after the truth'),
  pod: z.string().optional(),
  container: z.string().optional(),
});

export type ClockName = (typeof clocks)[number];
export type Instant = z.infer<typeof instantSchema>;
export type InstantName = Instant['name'];
