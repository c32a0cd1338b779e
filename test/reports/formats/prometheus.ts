import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../../..');

/** A metric as Prometheus' own Python client read it; values are texts, since JSON has no +Inf. */
export interface ReadFamily {
  name: string;
  type: string;
  unit: string;
  samples: [
    name: string,
    labels: Record<string, string>,
    value: string,
    exemplar: Record<string, string> | null,
  ][];
}

/** Reads each text with the parser of the format, and exits with 1 where one is refused. */
const program = `
import json, sys
format, texts = json.load(sys.stdin)
if format == 'openmetrics':
    from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
else:
    from prometheus_client.parser import text_string_to_metric_families as parse
def sample(s):
    return [s.name, s.labels, repr(float(s.value)), None if s.exemplar is None else s.exemplar.labels]
def family(f):
    return {'name': f.name, 'type': f.type, 'unit': f.unit, 'samples': [sample(s) for s in f.samples]}
json.dump([[family(f) for f in parse(text)] for text in texts], sys.stdout)
`;

/** Installs and builds the two programs where they are not there yet, which may take minutes. */
export function prepareReaders(): void {
  for (const name of ['prometheus-client', 'pushgateway']) execFileSync(join(root, 'harness', name));
}

/** What Prometheus' own client makes of texts. @throws where it refuses one */
export function readMetrics(
  format: 'openmetrics' | 'prometheus',
  texts: readonly string[],
): readonly ReadFamily[][] {
  const folder = execFileSync(join(root, 'harness/prometheus-client'), { encoding: 'utf8' }).trim();
  const env = { ...process.env, PYTHONPATH: folder };
  const input = JSON.stringify([format, texts]);
  return JSON.parse(execFileSync('python3', ['-c', program], { input, env }).toString()) as ReadFamily[][];
}

/** A real pushgateway on a free port, until it is disposed of. */
export async function startPushgateway(): Promise<AsyncDisposable & { url: string }> {
  const folder = execFileSync(join(root, 'harness/pushgateway'), { encoding: 'utf8' }).trim();
  const child = spawn(join(folder, 'pushgateway'), ['--web.listen-address=127.0.0.1:0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return { url: `http://${await addressOf(child)}`, [Symbol.asyncDispose]: () => ended(child) };
}

/** It writes where it listens into its log. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('no log');
  const lines = createInterface({ input: stderr });
  for await (const line of lines) {
    const address = /msg="?Listening on"?.*address=(127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (address === undefined) continue;
    stderr.resume();
    return address;
  }
  throw new Error('the pushgateway ended before it listened');
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill();
  await exit;
}
