import { messageOf } from '../../core/errors.ts';
import type { Clock, Report } from '../../core/ports.ts';
import type { KubernetesObject } from '../../core/plan.ts';
import type { ClaimSeen } from '../../core/observation.ts';
import { hasStatus, type ApiClient } from '../api/api.ts';
import { boundedEach } from '../api/bounded.ts';
import { deleteSent, findObject, goneWithinMs, stillThere, untilGone, type Placed } from '../api/objects.ts';
import { patiently } from '../api/retry.ts';
import { deletesAtOnce } from './iteration-objects.ts';

export interface VolumeClaimsParts {
  api: ApiClient;
  clock: Clock;
  report: Report;
  /** Whether they are to stay until the end of the run. */
  keep: boolean;
}

type Labels = Readonly<Record<string, string>>;

/** Written on a volume by what provisions it (kubernetes/component-helpers storage/volume). */
const provisionedBy = 'pv.kubernetes.io/provisioned-by';

/**
 * The claims that controllers make for the StatefulSets of a scenario, which stay when those are deleted. Each start is to
 * have new ones, so they are deleted with it; those that the run did not make are never touched.
 */
export class VolumeClaims {
  readonly #parts: VolumeClaimsParts;
  /** Of every iteration, since they have the same names in each. */
  readonly #claims: readonly Placed[];
  #keep: boolean;

  constructor(claims: readonly Placed[], parts: VolumeClaimsParts) {
    this.#claims = claims;
    this.#parts = parts;
    this.#keep = parts.keep;
  }

  /** Which of them are there, and whether they were made for the iteration with these labels. */
  async look(ownLabels: Labels, signal: AbortSignal): Promise<ClaimSeen[]> {
    const seen: ClaimSeen[] = [];
    await boundedEach(this.#claims, deletesAtOnce, async (placed) => {
      const found = await this.#find(placed, signal);
      if (found !== null) seen.push({ name: found.metadata.name, isNew: hasLabels(found, ownLabels) });
    });
    return seen.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Deletes those of an iteration, and waits until they are gone. Says what is left. */
  async remove(ownLabels: Labels, signal: AbortSignal): Promise<string[]> {
    if (!this.#keep) await this.#keepWhereBoundOnce(ownLabels, signal);
    return this.#keep ? [] : await this.#delete(ownLabels, signal);
  }

  /** Deletes those that stayed from start to start, at the end of the run. */
  async close(runLabels: Labels, signal: AbortSignal): Promise<string[]> {
    return this.#keep ? await this.#delete(runLabels, signal) : [];
  }

  /** A volume that somebody made by hand, and that is retained, can be bound once: no further start would get one. */
  async #keepWhereBoundOnce(ownLabels: Labels, signal: AbortSignal): Promise<void> {
    for (const placed of this.#claims) {
      const found = await this.#find(placed, signal);
      if (found === null || !hasLabels(found, ownLabels)) continue;
      const { volumeName } = (found['spec'] ?? {}) as { volumeName?: string };
      if (volumeName === undefined || !(await this.#isBoundOnce(volumeName, signal))) continue;
      this.#keep = true;
      const message = `volume ${volumeName} was not provisioned for its claim ${found.metadata.name}, and is retained when that is deleted: the claim stays until the end of the run, and further starts reuse the volume`;
      this.#parts.report({ kind: 'note', level: 'warning', message });
      return;
    }
  }

  async #isBoundOnce(volumeName: string, signal: AbortSignal): Promise<boolean> {
    const path = `/api/v1/persistentvolumes/${volumeName}`;
    try {
      const { body } = await this.#parts.api.request<KubernetesObject>({ method: 'GET', path, signal });
      const { persistentVolumeReclaimPolicy } = body['spec'] as { persistentVolumeReclaimPolicy?: string };
      const isMadeByHand = body.metadata.annotations?.[provisionedBy] === undefined;
      return isMadeByHand && persistentVolumeReclaimPolicy === 'Retain';
    } catch (error) {
      // Who may not look at volumes takes them for provisioned ones, as most are.
      if (hasStatus(error, 403, 404)) return false;
      throw error;
    }
  }

  async #find(placed: Placed, signal: AbortSignal): Promise<KubernetesObject | null> {
    try {
      return await findObject(this.#parts.api, placed, signal);
    } catch (error) {
      if (hasStatus(error, 403)) return null;
      throw error;
    }
  }

  async #delete(ownLabels: Labels, signal: AbortSignal): Promise<string[]> {
    const problems: string[] = [];
    await boundedEach(this.#claims, deletesAtOnce, async (placed) => {
      const what = `PersistentVolumeClaim ${placed.object.metadata.name}`;
      try {
        const isGone = await patiently(() => this.#deleteOnce(placed, ownLabels, signal), {
          clock: this.#parts.clock,
          signal,
        });
        if (!isGone) problems.push(stillThere(what));
      } catch (error) {
        problems.push(`${what} could not be deleted: ${messageOf(error)}`);
      }
    });
    return problems;
  }

  async #deleteOnce(placed: Placed, ownLabels: Labels, signal: AbortSignal): Promise<boolean> {
    const { api, clock } = this.#parts;
    const going = await deleteSent(api, placed, { ownLabels, gracePeriodSeconds: 0, signal });
    return going === null || (await untilGone(api, going, goneWithinMs, { clock, signal }));
  }
}

function hasLabels({ metadata: { labels = {} } }: KubernetesObject, own: Labels): boolean {
  return Object.entries(own).every(([key, value]) => labels[key] === value);
}
