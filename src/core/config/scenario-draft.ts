import type { Problem } from '../errors.ts';
import type { Checked } from './check-shape.ts';
import type { Layers } from './layers.ts';
import type { Path } from './paths.ts';
import type { ScenarioInput } from './schema.ts';

/** A scenario on its way into the plan: what was given, and what was found wrong with it so far. */
export class ScenarioDraft {
  readonly layers: Layers;
  readonly value: ScenarioInput;
  readonly problems: Problem[];
  readonly warnings: Problem[] = [];
  private readonly checked: Checked<ScenarioInput>;
  private readonly nothingNamed: Problem;

  constructor(layers: Layers, checked: Checked<ScenarioInput>, nothingNamed: Problem) {
    this.layers = layers;
    this.checked = checked;
    this.nothingNamed = nothingNamed;
    this.value = checked.value;
    this.problems = [...checked.problems];
  }

  fieldOf(path: Path): string {
    return this.layers.fieldOf(path);
  }

  refuse(path: Path, problem: Omit<Problem, 'field'>): void {
    this.problems.push({ field: this.fieldOf(path), ...problem });
  }

  refuseMissingWorkload(): void {
    this.problems.push(this.nothingNamed);
  }

  /** Whether something that seems to be missing may only have been refused or misspelt. */
  mayHide(path: Path): boolean {
    return this.checked.hasUnknownKeys || this.checked.refused.touches(path);
  }
}
