import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { comeFirst } from '../../cluster/support/cli.ts';
import { run, start, type Ended } from '../../cluster/support/command.ts';
import { stand, type Stand } from './kind-stand.ts';

const root = resolve(import.meta.dirname, '../../..');
const nodeFolder = join(root, 'node_modules/node/bin');
/** Actions of others cannot be fetched by the tests. */
const uploadArtifact = 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f';

export const minutes = 60_000;

/** The examples are run as they stand: what the repository around them has is up to its owner. */
export function example(name: string): string {
  return `examples/workflows/${name}.yml`;
}

export interface Repository extends Disposable {
  folder: string;
  /** Where the stand-in of actions/upload-artifact puts what it is given. */
  artifacts: string;
  /** Runs a workflow file of this project in the repository; several can run at the same time. */
  act: (workflow: string, options: ActOptions) => Promise<Ended>;
}

export interface ActOptions {
  event: string;
  secrets?: Readonly<Record<string, string>>;
  /** Legs of a matrix: `name:goldpinger`. */
  matrix?: string;
  timeoutMs?: number;
  /** The GitHub that the jobs talk to, and the payload of the event. */
  github?: { url: string; token: string };
  payload?: object;
}

/** Defaults of inputs where a test needs fewer starts than a user; what a workflow says itself still counts. */
export const twoStarts = { iterations: '2', options: 'defaults: { warmup: 0 }' };

/**
 * A user's repository with these files, and a runner for its workflows: act in host mode, where a job is processes of
 * this machine. `org/pod-start-slo@v1` is what is built here, with other defaults of inputs where they are given, and
 * `kind` a kind whose nodes can have the images that the workflows name (see `stand`).
 */
export async function makeRepository(
  files: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>> = {},
): Promise<Repository> {
  const home = mkdtempSync(join(tmpdir(), 'pod-start-slo-act-'));
  const folder = join(home, 'app');
  for (const [name, text] of Object.entries(files)) write(join(folder, name), text);
  await git(folder, ['init', '--quiet', '--initial-branch', 'main']);
  await git(folder, ['remote', 'add', 'origin', 'https://github.com/org/app.git']);
  await git(folder, ['add', '--all']);
  await git(folder, [
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@example.com',
    'commit',
    '--quiet',
    '-m',
    'app',
  ]);
  const actions = { action: placeAction(home, defaults), upload: placeUpload(home) };
  const parts = { home, folder, actions, kind: stand(home) };
  return {
    folder,
    artifacts: join(home, 'artifacts'),
    act: (workflow, options) => runAct(parts, workflow, options),
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** The commit that the workflows of a repository see. */
export async function commitOf(folder: string): Promise<string> {
  return (await git(folder, ['rev-parse', 'HEAD'])).trim();
}

interface Parts {
  home: string;
  folder: string;
  actions: { action: string; upload: string };
  kind: Stand;
}

function runAct(
  { home, folder, actions, kind }: Parts,
  workflow: string,
  options: ActOptions,
): Promise<Ended> {
  const secrets = Object.entries(options.secrets ?? {});
  // Two runs of one repository share nothing but the cache of its branches.
  const own = mkdtempSync(join(home, 'act-'));
  const args = [
    ...[options.event, '--workflows', resolve(root, workflow), '--directory', folder],
    ...['--platform', 'ubuntu-latest=-self-hosted', '--concurrent-jobs', '1'],
    ...['--cache-server-path', join(home, 'actions-cache'), '--cache-server-addr', '127.0.0.1'],
    ...['--local-repository', `org/pod-start-slo@v1=${actions.action}`],
    ...['--local-repository', `${uploadArtifact}=${actions.upload}`],
    ...(options.matrix === undefined ? [] : ['--matrix', options.matrix]),
    ...githubArgs(own, options),
    // Only the names: values do not belong on a command line.
    ...secrets.flatMap(([name]) => ['--secret', name]),
  ];
  const env = {
    PATH: [kind.folder, nodeFolder, process.env['PATH']].join(delimiter),
    ...{ XDG_CACHE_HOME: join(own, 'cache'), XDG_CONFIG_HOME: join(own, 'config') },
    ...{ KUBECONFIG: undefined, ARTIFACTS: join(home, 'artifacts'), ...Object.fromEntries(secrets) },
  };
  const started = start('act', args, { cwd: folder, env, timeoutMs: options.timeoutMs ?? 170_000 });
  // What it starts inherits that.
  comeFirst(started.child.pid);
  return started.ended;
}

function githubArgs(own: string, { github, payload = {} }: ActOptions): string[] {
  const file = join(own, 'event.json');
  write(file, JSON.stringify(payload));
  const where =
    github === undefined
      ? []
      : ['--env', `GITHUB_API_URL=${github.url}`, '--secret', `GITHUB_TOKEN=${github.token}`];
  return ['--eventpath', file, ...where];
}

/** Nothing but what a runner downloads and starts. */
function placeAction(home: string, defaults: Readonly<Record<string, string>>): string {
  const action = join(home, 'action');
  mkdirSync(action);
  cpSync(join(root, 'dist'), join(action, 'dist'), { recursive: true });
  rmSync(join(action, 'dist/cli'), { recursive: true, force: true });
  for (const name of ['merge', 'report']) cpSync(join(root, name), join(action, name), { recursive: true });
  write(join(action, 'action.yml'), withDefaults(readFileSync(join(root, 'action.yml'), 'utf8'), defaults));
  return action;
}

/** action.yml as it is, but for the defaults of these inputs. @throws where it has no such input */
function withDefaults(text: string, defaults: Readonly<Record<string, string>>): string {
  if (Object.keys(defaults).length === 0) return text;
  const described = parse(text) as { inputs: Record<string, { default?: string }> };
  for (const [name, value] of Object.entries(defaults)) {
    const input = described.inputs[name];
    if (input === undefined) throw new Error(`action.yml has no input ${name}`);
    input.default = value;
  }
  return stringify(described);
}

function placeUpload(home: string): string {
  const upload = join(home, 'upload-artifact');
  write(
    join(upload, 'action.yml'),
    `name: stands in for actions/upload-artifact
inputs: { name: { required: true }, path: { required: true } }
runs:
  using: composite
  steps:
    - shell: bash
      env: { NAME: '\${{ inputs.name }}', FILES: '\${{ inputs.path }}' }
      run: |
        mkdir -p "$ARTIFACTS/$NAME"
        while read -r file; do [ -z "$file" ] || cp "$file" "$ARTIFACTS/$NAME"; done <<<"$FILES"
`,
  );
  return upload;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  if (text.startsWith('#!')) chmodSync(path, 0o755);
}

async function git(folder: string, args: readonly string[]): Promise<string> {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  const { code, stdout, stderr } = await run('git', args, { cwd: folder });
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}
