import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './environment.ts';
import { waitFor } from './waiting.ts';
import { kubectl, runIdLabel } from './kubectl.ts';

/** A configuration file with these lines. */
export function configIn(folder: string, ...lines: readonly string[]): string {
  const file = join(folder, 'pod-start-slo.yml');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** A load by the test server, in a line of a configuration file. */
export function load(cpu: string, ...args: readonly string[]): string {
  const command = JSON.stringify(['/slow-start', '--burn=$(LOAD_THREADS)', ...args]);
  return `load: { image: '${environment().slowStartImage}', command: ${command}, cpu: '${cpu}' }`;
}

export function workload(image: string, ...args: readonly string[]): string {
  return `workload: { image: '${image}', port: 8080, args: ${JSON.stringify(args)} }`;
}

export function isLoad(pod: string): boolean {
  return pod.startsWith('pod-start-slo-load-');
}

/** `web Running` of every pod of a run. */
export async function podsIn(namespace: string): Promise<string[]> {
  const columns = 'custom-columns=NAME:.metadata.name,PHASE:.status.phase';
  const printed = await kubectl([
    'get',
    'pods',
    '-n',
    namespace,
    '-l',
    runIdLabel,
    '--no-headers',
    '-o',
    columns,
  ]);
  const lines = printed.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => line.trim().replaceAll(/\s+/g, ' '));
}

/** Writes down the pods that are there, again and again. */
export async function look(namespace: string, sightings: string[][], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) sightings.push(await podsIn(namespace));
}

export async function seen(namespace: string, wanted: (pod: string) => boolean): Promise<void> {
  const isThere = async (): Promise<true | null> => ((await podsIn(namespace)).some(wanted) ? true : null);
  await waitFor('the pod', isThere, 90_000);
}
