import type { Problem } from '../errors.ts';
import type { Manifest } from '../plan.ts';
import { groupOf } from './cluster-scoped.ts';
import { describeObject } from './manifests.ts';
import { getIn, isMapping } from './paths.ts';
import { workloadsOf } from './workload-objects.ts';

/** What of a manifest is the workload, and a note on each object that is not. */
export interface SortedOut {
  kept: Manifest[];
  notes: Problem[];
  /** Sources of what is left out: nothing in it is a problem. */
  leftOut: ReadonlySet<string>;
}

interface Reason {
  why: string;
  fix?: string;
}

const runIt =
  'if the workload needs what it does, apply it with --setup-manifest: it then runs to its end once';

/**
 * Not every pod in a file is the workload: `helm template` prints a chart's tests and hooks as well, and Jobs stand beside
 * what they prepare. What runs to its end is left out, unless there is nothing else, and then it is refused as such.
 */
export function sortOut(manifests: readonly Manifest[]): SortedOut {
  const outside = manifests.filter(({ object }) => outsideReason(object) === null);
  const hasWorkload =
    workloadsOf(outside.filter((each) => endingReason(each, manifests) === null)).length > 0;
  const kept: Manifest[] = [];
  const notes: Problem[] = [];
  for (const manifest of manifests) {
    const reason = outsideReason(manifest.object) ?? (hasWorkload ? endingReason(manifest, manifests) : null);
    if (reason === null) kept.push(manifest);
    else notes.push(noteOn(manifest, reason));
  }
  return { kept, notes, leftOut: new Set(notes.map(({ field }) => field)) };
}

function noteOn({ source, object }: Manifest, { why, fix }: Reason): Problem {
  const message = `${describeObject(object)} is left out: ${why}`;
  return { field: source, message, ...(fix === undefined ? {} : { fix }) };
}

const hookAnnotation = 'helm.sh/hook';
/** Hooks that are there when a chart is installed (https://helm.sh/docs/topics/charts_hooks/). */
const installHooks = new Set(['pre-install', 'post-install', 'crd-install']);

function hooksOf(object: Manifest['object']): string[] {
  const text = object.metadata.annotations?.[hookAnnotation] ?? '';
  return text.split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
}

/** A Helm hook of no installation, such as a test. */
function outsideReason(object: Manifest['object']): Reason | null {
  const hooks = hooksOf(object);
  if (hooks.length === 0 || hooks.some((hook) => installHooks.has(hook))) return null;
  const what = hooks.every((hook) => hook.startsWith('test'))
    ? 'a Helm test'
    : 'a Helm hook of no installation';
  return { why: `${what} (${hookAnnotation}: ${hooks.join(',')}) is not part of what is started` };
}

/** What runs to its end beside the workload. */
function endingReason({ object }: Manifest, all: readonly Manifest[]): Reason | null {
  const hooks = hooksOf(object);
  if (hooks.length > 0 && isRun(object))
    return {
      why: `a Helm hook (${hookAnnotation}: ${hooks.join(',')}) runs before or after the workload`,
      fix: runIt,
    };
  if (isOf(object, 'batch', 'Job')) return { why: 'a Job runs to its end and answers nothing', fix: runIt };
  if (isOf(object, 'batch', 'CronJob')) return { why: 'a CronJob runs at its own times and answers nothing' };
  if (!isTask(object) || isSelected(object, all)) return null;
  const policy = String(getIn(object, ['spec', 'restartPolicy']));
  return { why: `no Service selects it, and with restartPolicy ${policy} it runs to its end`, fix: runIt };
}

function isRun(object: Manifest['object']): boolean {
  return isOf(object, '', 'Pod') || isOf(object, 'batch', 'Job') || isOf(object, 'batch', 'CronJob');
}

/** A Pod that is not kept running. */
function isTask(object: Manifest['object']): boolean {
  const policy = getIn(object, ['spec', 'restartPolicy']);
  return isOf(object, '', 'Pod') && (policy === 'Never' || policy === 'OnFailure');
}

function isOf(object: Manifest['object'], group: string, kind: string): boolean {
  return object.kind === kind && groupOf(object.apiVersion) === group;
}

function isSelected({ metadata: { labels = {} } }: Manifest['object'], all: readonly Manifest[]): boolean {
  return all.some(({ object }) => {
    const selector = isOf(object, '', 'Service') ? getIn(object, ['spec', 'selector']) : undefined;
    if (!isMapping(selector)) return false;
    const pairs = Object.entries(selector);
    return pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
  });
}
