import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const folder = join(import.meta.dirname, '../../deploy');

/** The objects in a file of deploy/. */
export function objectsOf(file: string): unknown[] {
  return parseAllDocuments(readFileSync(join(folder, file), 'utf8'), { merge: true }).map(
    (document) => document.toJS() as unknown,
  );
}

export interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  annotations?: Record<string, string>;
}

export interface PrometheusRuleObject {
  spec: { groups: { name: string; rules: Rule[] }[] };
}

/** The one place of the rules: what Prometheus loads is a part of the object that the operator takes. */
export function prometheusRule(): PrometheusRuleObject {
  return objectsOf('components/prometheus-operator/rules.yml')[0] as PrometheusRuleObject;
}
