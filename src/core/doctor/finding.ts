import * as z from 'zod';

/** One thing that a check of `doctor` found. */
export const findingSchema = z.object({
  level: z.enum(['info', 'warning', 'problem']),
  message: z.string(),
  fix: z.string().nullable().describe('what to do about it'),
});

/** How a check came out. */
export const checkStatuses = ['ok', 'warning', 'problem', 'not-checked'] as const;

export type Finding = z.infer<typeof findingSchema>;
export type CheckStatus = (typeof checkStatuses)[number];
