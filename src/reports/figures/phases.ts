import { judgedOf } from '../../core/measure.ts';
import { phaseNames, type PhaseName } from '../../core/phases.ts';
import { quantile } from '../../core/quantile.ts';
import type { Distribution, PullKind, ScenarioResult } from '../../core/result.ts';
import { formatTime } from '../wording/time.ts';

export interface PhaseRow {
  /** For people: `image pull`. */
  name: string;
  /** null: no iteration knows it. */
  distribution: Distribution | null;
  remark: string;
}

/** A phase of every start, in the order of time; init containers only where there are any. */
export function phaseRows(scenario: ScenarioResult): PhaseRow[] {
  const known = phaseNames.map((phase): [PhaseName, Distribution | null] => [
    phase,
    scenario.phases[phase] ?? null,
  ]);
  if (known.every(([, distribution]) => distribution === null)) return [];
  return known
    .filter(([phase, distribution]) => phase !== 'init-containers' || (distribution?.maxMs ?? 0) > 0)
    .map(([phase, distribution]) => ({
      name: phase.replace('-', ' '),
      distribution,
      remark: remarkOf(phase, scenario),
    }));
}

function remarkOf(phase: PhaseName, scenario: ScenarioResult): string {
  if (phase === 'image-pull') return pullsOf(scenario);
  return phase === 'application' ? boundOf(scenario) : '';
}

/** What takes longest first. */
const pullWords: [PullKind, string][] = [
  ['pulled', 'pulled'],
  ['re-resolved', 're-resolved'],
  ['present', 'present'],
];

/** `present`, or `18/20 pulled` where it was not the same each time. */
function pullsOf({ iterations }: ScenarioResult): string {
  const kinds = judgedOf(iterations).flatMap(({ imagePulls }) =>
    imagePulls.flatMap(({ kind }) => kind ?? []),
  );
  for (const [kind, word] of pullWords) {
    const count = kinds.filter((each) => each === kind).length;
    if (count > 0) return count === kinds.length ? word : `${count}/${kinds.length} ${word}`;
  }
  return '';
}

/** Where the application's own time is not known, how long it took at most. */
function boundOf({ iterations }: ScenarioResult): string {
  const bounds = judgedOf(iterations).flatMap(({ phases, applicationAtMostMs }) =>
    phases.applicationMs === null && applicationAtMostMs !== null ? [applicationAtMostMs] : [],
  );
  return bounds.length === 0 ? '' : `at most ${formatTime(quantile(bounds, 0.5))}`;
}
