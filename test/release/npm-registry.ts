import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { run, type Ended } from '../cluster/support/command.ts';

const root = join(import.meta.dirname, '../..');
const nodeFolder = join(root, 'node_modules/node/bin');

/** An npm registry on loopback that holds nothing, and a person whose npm knows no other. */
export interface NpmRegistry extends AsyncDisposable {
  /** As the release publishes it, but for the provenance, which only GitHub's runners can have signed. */
  publish: (path: string) => Promise<Ended>;
  /** `npx pod-start-slo@VERSION ARGUMENTS` in a folder of its own, which is empty but for these files. */
  npx: (version: string, args: readonly string[], more?: NpxOptions) => Promise<Ended>;
  /** The packages that npx has installed. */
  installed: () => string[];
}

interface NpxOptions {
  files?: Readonly<Record<string, string>>;
  env?: Readonly<Record<string, string>>;
}

/** Starts verdaccio, which the harness installs; it reaches no other registry. */
export async function startNpmRegistry(): Promise<NpmRegistry> {
  const program = execFileSync(join(root, 'harness/npm-registry'), { encoding: 'utf8' }).trim();
  const home = mkdtempSync(join(tmpdir(), 'pod-start-slo-npm-'));
  const port = await freePort();
  writeFileSync(join(home, 'config.yaml'), stringify(settingsIn(home)));
  const args = [program, '--config', join(home, 'config.yaml'), '--listen', `127.0.0.1:${port}`];
  const server = spawn(join(nodeFolder, 'node'), args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: home });
  await untilListening(server.stdout);
  const address = `127.0.0.1:${port}`;
  writeFileSync(join(home, '.npmrc'), `registry=http://${address}/\n//${address}/:_authToken=rehearsal\n`);
  const cache = join(home, 'cache');
  const env = {
    // An outer `npm run --silent` hands its level on.
    npm_config_loglevel: 'notice',
    ...{ HOME: home, PATH: `${nodeFolder}${delimiter}${process.env['PATH'] ?? ''}` },
    ...{
      npm_config_userconfig: join(home, '.npmrc'),
      npm_config_cache: cache,
      npm_config_update_notifier: 'false',
    },
    npm_config_registry: `http://${address}/`,
  };
  let folders = 0;
  return {
    publish: (path) => run('npm', ['publish', '--ignore-scripts', path], { cwd: home, env }),
    npx: (version, given, { files = {}, env: more = {} } = {}) => {
      const cwd = join(home, `folder-${(folders += 1)}`);
      mkdirSync(cwd);
      for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
      const words = ['--yes', `pod-start-slo@${version}`, ...given];
      return run('npx', words, { cwd, env: { ...env, ...more } });
    },
    installed: () => packagesBelow(join(cache, '_npx')),
    [Symbol.asyncDispose]: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function settingsIn(home: string): object {
  return {
    storage: join(home, 'storage'),
    // The package with its pictures is larger than the usual limit.
    max_body_size: '100mb',
    uplinks: {},
    packages: { '**': { access: '$all', publish: '$all' } },
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
  };
}

/** Resolves with the line in which verdaccio says where it listens. */
async function untilListening(output: NodeJS.ReadableStream): Promise<void> {
  for await (const line of createInterface({ input: output })) {
    if (!line.includes('http address')) continue;
    output.resume();
    return;
  }
  throw new Error('verdaccio has ended');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function packagesBelow(folder: string): string[] {
  return readdirSync(folder)
    .map((each) => join(folder, each, 'node_modules'))
    .filter((each) => existsSync(each))
    .flatMap((each) => readdirSync(each).filter((name) => !name.startsWith('.')));
}
