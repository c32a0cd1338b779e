import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { z } from 'zod';

/** A `ProcessIdentity` as it stands in a file. */
export const processSchema = z.object({
  host: z.string(),
  boot: z.string(),
  pidNamespace: z.string(),
  pid: z.number().int().positive(),
  startedAt: z.string(),
});

const contentSchema = z.object({
  /** Random, so that nobody takes one lock for another. */
  token: z.string(),
  holder: processSchema,
  /** What the holder wants others to know should it be killed. */
  note: z.unknown(),
});

/** Who holds a lock. */
export type LockContent = z.infer<typeof contentSchema>;

/** A lock file as it was at a moment. */
export interface SeenLock {
  /** Null where nobody can tell: it was cut off, or is of another version. */
  content: LockContent | null;
  /** Differs for any two contents. */
  digest: string;
  /** Differs after each sign of life. */
  state: string;
}

/** Null where there is none. Opened each time: a network file system is only sure to tell news to those who open. */
export async function readLock(path: string): Promise<SeenLock | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const text = await file.readFile('utf8');
    const { mtimeNs } = await file.stat({ bigint: true });
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
    return { content: contentOf(text), digest, state: `${digest} ${mtimeNs}` };
  } finally {
    await file.close();
  }
}

export function renderLock(content: LockContent): string {
  return `${JSON.stringify(content)}\n`;
}

function contentOf(text: string): LockContent | null {
  try {
    return contentSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
