import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** As if the process that has the name of a cluster had ended. */
export function endedHolder(provider: string, name: string): void {
  const path = join(tmpdir(), `pod-start-slo-clusters-${userInfo().uid}`, `${provider}-${name}.lock`);
  const content = JSON.parse(readFileSync(path, 'utf8')) as { holder: { startedAt: string } };
  content.holder.startedAt = '1';
  writeFileSync(path, JSON.stringify(content));
}
