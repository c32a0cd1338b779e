import { resultSchema, schemaVersion, type Result } from './result.ts';

/** A result from the text of its file, or what is wrong with it and where. */
export function parseResult(text: string): Result | { problem: string; at: string | null } {
  const json = parseJson(text);
  if (json === undefined) return { problem: 'is not JSON', at: null };
  const parsed = resultSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const problem = `is not a result of version ${schemaVersion}: ${issue?.message ?? 'it does not fit the schema'}`;
  return { problem, at: issue?.path.join('.') ?? null };
}

/** Undefined where it is none; JSON itself has no such value. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
