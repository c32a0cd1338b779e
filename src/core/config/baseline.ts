import { baselineNameOf } from '../comparison/own-scenarios.ts';
import { storedBaselineOf, type EarlierResult } from '../comparison/stored-baseline.ts';
import { fewestPairs } from '../comparison/duet.ts';
import { parseResult } from '../parse-result.ts';
import { standard } from '../options/table.ts';
import { shareOf } from '../percentage.ts';
import type { Scenario, StoredBaseline } from '../plan.ts';
import type { ReadText } from './input.ts';
import type { ScenarioDraft } from './scenario-draft.ts';
import { pathsOf, resolveManifest, type ManifestContext, type ResolvedWorkload } from './workload.ts';

export interface BaselineContext extends ManifestContext {
  readText: ReadText;
}

/** A baseline before the scenario that it belongs to is complete. */
export type ResolvedBaseline =
  | { kind: 'duet'; label: string; resolved: ResolvedWorkload; maxRegression: number }
  | { kind: 'stored'; earlier: EarlierResult };

const kinds = ['image', 'manifest', 'result'] as const;

/** What the scenario is compared with; null: nothing, or it has a problem, which the draft then holds. */
export function resolveBaseline(
  draft: ScenarioDraft,
  candidate: ResolvedWorkload | null,
  context: BaselineContext,
): ResolvedBaseline | null {
  const { image, manifest, result, maxRegression } = draft.value.baseline ?? {};
  const allowed = shareOf(maxRegression ?? standard.maxRegression);
  if (refuseSeveral(draft)) return null;
  if (result !== undefined) return fromResult(draft, result, allowed, context);
  const resolved =
    image !== undefined
      ? fromImage(draft, image, candidate)
      : manifest !== undefined
        ? fromManifest(draft, pathsOf(manifest), context)
        : null;
  if (image === undefined && manifest === undefined && maxRegression !== undefined) warnOfNothing(draft);
  if (resolved === null) return null;
  refuseTooFew(draft);
  return { kind: 'duet', label: image ?? pathsOf(manifest).join(', '), resolved, maxRegression: allowed };
}

function refuseSeveral(draft: ScenarioDraft): boolean {
  const { baseline = {} } = draft.value;
  const [first, second] = kinds.filter((kind) => baseline[kind] !== undefined);
  if (first === undefined || second === undefined) return false;
  draft.refuse(['baseline', second], {
    message: `cannot be combined with ${draft.fieldOf(['baseline', first])}: a scenario has one baseline`,
    fix: 'remove one of the two',
  });
  return true;
}

function fromImage(
  draft: ScenarioDraft,
  image: string,
  candidate: ResolvedWorkload | null,
): ResolvedWorkload | null {
  if (draft.value.workload?.manifest !== undefined) {
    draft.refuse(['baseline', 'image'], {
      value: image,
      message: 'the candidate is a manifest, which may start several images',
      fix: `give the baseline as a manifest too, with ${draft.fieldOf(['baseline', 'manifest'])}`,
    });
    return null;
  }
  if (candidate?.workload.kind !== 'image') return null;
  if (image === candidate.workload.image) warnOfSame(draft, 'image', image);
  return { ...candidate, workload: { ...candidate.workload, image } };
}

function fromManifest(
  draft: ScenarioDraft,
  paths: readonly string[],
  context: BaselineContext,
): ResolvedWorkload | null {
  const path = paths.join(', ');
  const { image, manifest } = draft.value.workload ?? {};
  if (image !== undefined) {
    draft.refuse(['baseline', 'manifest'], {
      value: path,
      message: 'the candidate is an image, and a manifest starts something else',
      fix: `give the baseline as an image too, with ${draft.fieldOf(['baseline', 'image'])}`,
    });
    return null;
  }
  if (path === pathsOf(manifest).join(', ')) warnOfSame(draft, 'manifest', path);
  return resolveManifest(draft, ['baseline', 'manifest'], paths, context);
}

function fromResult(
  draft: ScenarioDraft,
  path: string,
  maxRegression: number,
  { readText }: BaselineContext,
): ResolvedBaseline | null {
  const at = ['baseline', 'result'];
  const text = readText(draft.layers.fileAt(at, path));
  if (typeof text !== 'string') {
    draft.refuse(at, { value: path, message: text.problem });
    return null;
  }
  const result = parseResult(text);
  if (!('problem' in result))
    return { kind: 'stored', earlier: { label: path, result, commit: null, maxRegression } };
  const where = result.at === null ? '' : ` (${result.at})`;
  draft.refuse(at, {
    value: path,
    message: `${result.problem}${where}`,
    fix: 'give a file that --export-json wrote',
  });
  return null;
}

function warnOfSame(draft: ScenarioDraft, kind: 'image' | 'manifest', value: string): void {
  draft.warnings.push({
    field: draft.fieldOf(['baseline', kind]),
    value,
    message: 'baseline and candidate are identical; only noise would show',
  });
}

function warnOfNothing(draft: ScenarioDraft): void {
  draft.warnings.push({
    field: draft.fieldOf(['baseline', 'maxRegression']),
    message: 'has no effect: no baseline is given',
  });
}

function refuseTooFew(draft: ScenarioDraft): void {
  const { iterations } = draft.value;
  if (iterations === undefined || iterations >= fewestPairs) return;
  draft.refuse(['iterations'], {
    value: String(iterations),
    message: `is too few to compare with a baseline, which needs at least ${fewestPairs} pairs`,
    fix: `use at least ${fewestPairs}`,
  });
}

/** The baseline of a scenario that is complete but for it. */
export function completeBaseline(
  draft: ScenarioDraft,
  scenario: Scenario,
  resolved: ResolvedBaseline | null,
): Scenario['baseline'] {
  if (resolved === null) return null;
  if (resolved.kind === 'stored') return storedFor(draft, scenario.name, resolved.earlier);
  const { label, maxRegression } = resolved;
  const { workload, service, port, scheme } = resolved.resolved;
  const probe = { ...scenario.probe, service, port, scheme };
  const name = baselineNameOf(scenario.name);
  return {
    kind: 'duet',
    label,
    maxRegression,
    scenario: { ...scenario, name, workload, probe, objectives: [], baseline: null },
  };
}

function storedFor(draft: ScenarioDraft, name: string, earlier: EarlierResult): StoredBaseline | null {
  const stored = storedBaselineOf(earlier, name);
  if (stored === null)
    draft.warnings.push({
      field: draft.fieldOf(['baseline', 'result']),
      value: earlier.label,
      message: `holds no scenario "${name}", so there is nothing to compare it with`,
    });
  return stored;
}
