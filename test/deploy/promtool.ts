import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The folder with prometheus, promtool and alertmanager, which the harness finds or unpacks. */
export function prometheusFolder(): string {
  return execFileSync(join(root, 'harness/prometheus'), { encoding: 'utf8' }).trim();
}
