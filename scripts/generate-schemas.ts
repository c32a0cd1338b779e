/**
 * Writes what is generated from the schemas in src/core and the table of metrics: schema/*.schema.json,
 * docs/reference/configuration.md and docs/reference/metrics.md.
 * `node scripts/generate-schemas.ts --check` writes nothing and exits 1 where one of them is stale.
 */
import { z } from 'zod';
import { alertSchema } from '../src/alerts/sinks/json.ts';
import { configSchema } from '../src/core/config/schema.ts';
import { doctorSchema } from '../src/core/doctor/report.ts';
import { resultSchema } from '../src/core/result.ts';
import { renderReference } from './configuration-reference.ts';
import { staleAmong, writeOrCheck } from './generated-files.ts';
import { renderMetrics } from './metrics-reference.ts';

/** The generated files by their path in the repository. */
export function generate(): ReadonlyMap<string, string> {
  const config = jsonSchema(configSchema, 'Configuration of pod-start-slo');
  return new Map([
    ['schema/config.schema.json', print(config)],
    ['schema/result.schema.json', print(jsonSchema(resultSchema, 'Result of pod-start-slo'))],
    ['schema/doctor.schema.json', print(jsonSchema(doctorSchema, 'Report of pod-start-slo doctor'))],
    ['schema/alert.schema.json', print(jsonSchema(alertSchema, 'Alert of pod-start-slo'))],
    ['docs/reference/configuration.md', renderReference(config)],
    ['docs/reference/metrics.md', renderMetrics()],
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
  return await staleAmong(generate());
}

if (import.meta.main) await writeOrCheck(generate(), process.argv.slice(2), 'generate-schemas.ts');
