import { EventEmitter } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../../../src/hosts/action/host.ts';
import { inputs } from '../../../src/hosts/action/inputs.ts';

export interface FakeHost extends Host {
  signals: EventEmitter;
  lines: string[];
  outputs: Record<string, string>;
  /** As the runner would give it to post. */
  states: Record<string, string>;
  masks: string[];
  groups: string[];
  annotations: { level: string; title: string; message: string }[];
  summaries: string[];
  exits: number[];
}

/** A runner that can be looked at; inputs that are not given have their default, as action.yml says. */
export function fakeHost(
  given: Readonly<Record<string, string>> = {},
  env: Host['env'] = {},
  states: Record<string, string> = {},
): FakeHost {
  const lines: string[] = [];
  const outputs: Record<string, string> = {};
  const masks: string[] = [];
  const groups: string[] = [];
  const annotations: FakeHost['annotations'] = [];
  const summaries: string[] = [];
  const exits: number[] = [];
  const defaults = new Map(inputs.map((input) => [input.name, input.default ?? '']));
  return {
    env: {
      RUNNER_TEMP: mkdtempSync(join(tmpdir(), 'pod-start-slo-test-')),
      GITHUB_STEP_SUMMARY: 'a file',
      ...env,
    },
    toolkit: {
      input: (name) => given[name] ?? defaults.get(name) ?? '',
      output: (name, value) => (outputs[name] = value),
      state: (name) => states[name] ?? '',
      saveState: (name, value) => (states[name] = value),
      mask: (secret) => masks.push(secret),
      print: (line) => lines.push(line),
      startGroup: (title) => groups.push(title),
      endGroup: () => undefined,
      annotate: (level, title, message) => annotations.push({ level, title, message }),
      summarize: (markdown) => {
        summaries.push(markdown);
        return Promise.resolve();
      },
    },
    signals: new EventEmitter(),
    ignoresHangup: false,
    parentPid: process.ppid,
    exitNow: (code) => exits.push(code),
    ...{ lines, outputs, states, masks, groups, annotations, summaries, exits },
  };
}
