/**
 * The parts of OTLP that traces and metrics share, in its JSON form: identifiers are hexadecimal, 64-bit integers are text
 * (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding).
 */
import { createHash } from 'node:crypto';
import type { Result } from '../../core/result.ts';
import { cleanText } from '../wording/clean.ts';

export interface Attribute {
  key: string;
  value: { stringValue: string } | { intValue: string } | { doubleValue: number } | { boolValue: boolean };
}

type Plain = string | number | boolean | null | undefined;

/** Attributes in the order given. What is not known is left out. */
export function attributes(values: Readonly<Record<string, Plain>>): Attribute[] {
  return Object.entries(values).flatMap(([key, value]): Attribute[] => {
    if (value === null || value === undefined) return [];
    if (typeof value === 'string') return [{ key, value: { stringValue: cleanText(value) } }];
    if (typeof value === 'boolean') return [{ key, value: { boolValue: value } }];
    return [{ key, value: { doubleValue: value } }];
  });
}

/** Nanoseconds since the Unix epoch of a time in ISO 8601 with up to six decimals, and so many milliseconds after it. */
export function nanos(iso: string, afterMs = 0): string {
  const wholeMs = BigInt(Date.parse(iso.replace(/\.\d+/, '')));
  const micros = BigInt((/\.(\d+)/.exec(iso)?.[1] ?? '').padEnd(6, '0').slice(0, 6));
  return String(wholeMs * 1_000_000n + micros * 1000n + BigInt(Math.round(afterMs * 1e6)));
}

/** An identifier of so many hexadecimal digits. The same run gives the same one again, so metrics and traces agree. */
export function identifier(digits: 16 | 32, ...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, digits);
}

/** What all spans and metrics of a run are about. */
export function resourceOf({ tool, runId, namespace }: Result, serviceName: string) {
  return {
    attributes: attributes({
      'service.name': serviceName,
      'service.version': tool.version,
      'service.instance.id': runId,
      'k8s.namespace.name': namespace,
    }),
  };
}

export function scopeOf({ tool }: Result) {
  return { name: tool.name, version: tool.version };
}
