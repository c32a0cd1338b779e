import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { comeFirst } from '../../cluster/support/cli.ts';
import { start, type Ended, type Started } from '../../cluster/support/command.ts';
import { parseFileCommands } from './file-commands.ts';

const root = resolve(import.meta.dirname, '../../..');
/** The Node that the runner would use for node24, whatever runs the tests. */
const node = join(root, 'node_modules/node/bin/node');

interface ActionFile {
  inputs: Record<string, { default?: string }>;
  runs: { using: string; main: string; post: string };
}

export interface StepEnd extends Ended {
  outputs: Record<string, string>;
  /** What was added to the job summary. */
  summary: string;
}

export interface StepOptions {
  /** The `with:` of the step. */
  inputs?: Readonly<Record<string, string>>;
  env?: Readonly<Record<string, string | undefined>>;
  /** Name and payload of the event. */
  event?: { name: string; payload: object };
  /** What `github.token` is. */
  token?: string;
  /** The leg of a matrix that the job is. */
  matrix?: { index: number; total: number; values: object };
}

/** A step of a job, with everything the runner gives it. Main and post are processes of their own. */
export interface Step {
  start: (program?: 'main' | 'post') => Started;
  /** Outputs and summary as they are now, once a program has ended. */
  end: (started: Started) => Promise<StepEnd>;
  main: () => Promise<StepEnd>;
  post: () => Promise<StepEnd>;
  state: () => Record<string, string>;
  /** RUNNER_TEMP, and the folder that the step works in. */
  temp: string;
  workspace: string;
}

/** action.yml and dist/ in a folder that has nothing else, as the runner downloads an action. */
export function makeRunner(): Disposable & { step: (options?: StepOptions) => Step; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-runner-'));
  const action = join(folder, 'action');
  mkdirSync(action);
  cpSync(join(root, 'action.yml'), join(action, 'action.yml'));
  cpSync(join(root, 'dist'), join(action, 'dist'), { recursive: true });
  const described = parse(readFileSync(join(action, 'action.yml'), 'utf8')) as ActionFile;
  let count = 0;
  return {
    folder,
    step: (options = {}) =>
      makeStep({ action, described, folder: join(folder, `step-${(count += 1)}`), options }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface StepParts {
  action: string;
  described: ActionFile;
  folder: string;
  options: StepOptions;
}

function makeStep({ action, described, folder, options }: StepParts): Step {
  const place = (name: string): string => join(folder, name);
  for (const name of ['temp', 'tools', 'workspace']) mkdirSync(place(name), { recursive: true });
  for (const name of ['output', 'summary', 'state', 'env', 'path']) writeFileSync(place(name), '');
  const { name, payload } = options.event ?? { name: 'pull_request', payload: {} };
  writeFileSync(place('event.json'), JSON.stringify(payload));
  const state = (): Record<string, string> => parseFileCommands(readFileSync(place('state'), 'utf8'));
  const env = {
    ...inputEnv(described, options),
    ...{
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_RUN_ID: '42',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_JOB: 'slo',
      GITHUB_WORKFLOW: 'pod start',
      GITHUB_WORKFLOW_REF: workflowRef,
      GITHUB_REPOSITORY: 'octo-org/app',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_ACTION: 'slo',
    },
    ...{
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: place('event.json'),
      GITHUB_WORKSPACE: place('workspace'),
    },
    ...{
      GITHUB_OUTPUT: place('output'),
      GITHUB_STEP_SUMMARY: place('summary'),
      GITHUB_STATE: place('state'),
    },
    ...{ GITHUB_ENV: place('env'), GITHUB_PATH: place('path') },
    ...{ RUNNER_TEMP: place('temp'), RUNNER_TOOL_CACHE: place('tools') },
    ...options.env,
  };
  const startProgram = (program: 'main' | 'post' = 'main'): Started => {
    const saved = Object.entries(state()).map(([key, value]) => [`STATE_${key}`, value]);
    const all = {
      ...env,
      ...(program === 'post' ? (Object.fromEntries(saved) as Record<string, string>) : {}),
    };
    const cwd = place('workspace');
    const started = start(node, [join(action, described.runs[program])], {
      env: all,
      cwd,
      timeoutMs: 170_000,
    });
    comeFirst(started.child.pid);
    return started;
  };
  const end = async (started: Started): Promise<StepEnd> => {
    const ended = await started.ended;
    const outputs = parseFileCommands(readFileSync(place('output'), 'utf8'));
    return { ...ended, outputs, summary: readFileSync(place('summary'), 'utf8') };
  };
  return {
    start: startProgram,
    end,
    main: () => end(startProgram('main')),
    post: () => end(startProgram('post')),
    state,
    temp: place('temp'),
    workspace: place('workspace'),
  };
}

/** Upper case, spaces as underscores, dashes as they are; an input that is not given has its default. */
function inputEnv({ inputs }: ActionFile, options: StepOptions): Record<string, string> {
  const defaults = Object.entries(inputs).map(([name, input]) => [
    name,
    evaluated(input.default ?? '', options),
  ]);
  const all = { ...(Object.fromEntries(defaults) as Record<string, string>), ...options.inputs };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

const workflowRef = 'octo-org/app/.github/workflows/ci.yml@refs/heads/main';

/** The expressions that defaults may hold. */
function evaluated(value: string, { token = '', matrix }: StepOptions): string {
  const { index = 0, total = 1, values = null } = matrix ?? {};
  const strategy = { 'fail-fast': true, 'job-index': index, 'job-total': total, 'max-parallel': total };
  const known = new Map([
    ['${{ github.token }}', token],
    ['${{ toJSON(strategy) }}', JSON.stringify(strategy, null, 2)],
    ['${{ toJSON(matrix) }}', JSON.stringify(values, null, 2)],
    ['${{ toJSON(job) }}', JSON.stringify({ status: 'success', workflow_ref: workflowRef }, null, 2)],
  ]);
  const text = known.get(value) ?? value;
  if (text.includes('${{')) throw new Error(`not known what ${value} is`);
  return text;
}
