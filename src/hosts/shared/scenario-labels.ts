import { startedScenarios, type Scenario } from '../../core/plan.ts';
import { cleanText } from '../../reports/wording/clean.ts';
import { displayWidth, fitInto, padEnd } from '../../reports/terminal/width.ts';

const longest = 40;

/**
 * What tells the starts of several scenarios apart while they have their turns: the name, all as wide and with a space
 * behind. Nothing where there is only one. The two of a duet have one label; which of them it was is said beside it.
 */
export class ScenarioLabels {
  /** Names in the plan, by the names of what is started for them. */
  readonly #names: ReadonlyMap<string, string>;
  readonly #width: number;

  constructor(scenarios: readonly Scenario[]) {
    this.#width = Math.max(0, ...scenarios.map(({ name }) => displayWidth(shortened(name))));
    this.#names = new Map(
      scenarios.flatMap((scenario) =>
        startedScenarios({ scenarios: [scenario] }).map(({ name }) => [name, scenario.name] as const),
      ),
    );
  }

  of(scenario: Named): string {
    const isOnlyOne = new Set(this.#names.values()).size < 2;
    return isOnlyOne ? '' : `${padEnd(shortened(this.nameOf(scenario)), this.#width)} `;
  }

  /** In the plan. */
  nameOf({ name }: Named): string {
    return this.#names.get(name) ?? name;
  }
}

type Named = Pick<Scenario, 'name'>;

function shortened(name: string): string {
  return fitInto(cleanText(name), longest);
}
