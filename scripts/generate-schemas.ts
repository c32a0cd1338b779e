/**
 * Writes what is generated from the schemas in src/core: schema/*.schema.json and docs/reference/configuration.md.
 * `node scripts/generate-schemas.ts --check` writes nothing and exits 1 where one of them is stale.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { configSchema } from '../src/core/config/schema.ts';
import { resultSchema } from '../src/core/result.ts';
import { renderReference } from './configuration-reference.ts';

const root = join(import.meta.dirname, '..');

/** The generated files by their path in the repository. */
export function generate(): ReadonlyMap<string, string> {
  const config = jsonSchema(configSchema, 'Configuration of pod-start-slo');
  return new Map([
    ['schema/config.schema.json', print(config)],
    ['schema/result.schema.json', print(jsonSchema(resultSchema, 'Result of pod-start-slo'))],
    ['docs/reference/configuration.md', renderReference(config)],
  ]);
}

/** The input side leaves objects of the result open, so that an older schema also takes what later versions add. */
function jsonSchema(schema: z.ZodType, title: string): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return { $schema, title, ...rest };
}

function print(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export async function staleFiles(): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of generate())
    if ((await readFile(join(root, path), 'utf8').catch(() => null)) !== text) stale.push(path);
  return stale;
}

async function writeAll(): Promise<void> {
  for (const [path, text] of generate()) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

async function main(args: readonly string[]): Promise<void> {
  if (!args.includes('--check')) return writeAll();
  const stale = await staleFiles();
  if (stale.length === 0) return;
  console.error(`stale: ${stale.join(', ')}; run node scripts/generate-schemas.ts`);
  process.exitCode = 1;
}

if (import.meta.main) await main(process.argv.slice(2));
