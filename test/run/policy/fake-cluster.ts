import type { KubectlStep, PodMatch, ProbeStep } from '../../../src/core/steps/policy.ts';
import type { Doing, MuteRequest, PolicyCluster, ProbeTried, Tried } from '../../../src/core/steps/ports.ts';
import type { PolicyPod } from '../../../src/core/steps/select-pods.ts';

/** A cluster that does what it is told to, and remembers what was asked of it. */
export class FakeCluster implements PolicyCluster {
  readonly log: string[] = [];
  pods: PolicyPod[] = [];
  /** Statuses of the answers to come; the last one stays. */
  statuses: number[] = [200];
  refuse: (what: string) => string | null = () => null;
  onProbe: () => void = () => undefined;

  apply({ manifests, autoDelete }: KubectlStep, { undo }: Doing): Promise<Tried> {
    const names = manifests.map(({ object }) => object.metadata.name).join(',');
    if (autoDelete)
      undo((_signal, wait) => {
        this.log.push(`take back ${names}${wait ? '' : ' at once'}`);
        return Promise.resolve([]);
      });
    return this.#do(`apply ${names}`);
  }

  delete({ manifests }: KubectlStep): Promise<Tried> {
    return this.#do(`delete ${manifests.map(({ object }) => object.metadata.name).join(',')}`);
  }

  findPods(matches: readonly PodMatch[]) {
    this.log.push(`find ${matches.map(({ namespace }) => namespace).join(',')}`);
    return Promise.resolve({ pods: this.pods });
  }

  killPod({ name }: PolicyPod, force: boolean): Promise<Tried> {
    return this.#do(`kill ${name}${force ? ' by force' : ''}`);
  }

  probe({ code }: ProbeStep, signal: AbortSignal): Promise<ProbeTried> {
    this.onProbe();
    signal.throwIfAborted();
    const status = (this.statuses.length > 1 ? this.statuses.shift() : this.statuses[0]) ?? 0;
    this.log.push(`probe ${status}`);
    return Promise.resolve({ passed: status === code, message: `HTTP ${status}`, status });
  }

  mute({ url, durationSeconds, autoUnmute }: MuteRequest, { undo }: Doing): Promise<Tried> {
    if (autoUnmute)
      undo(() => {
        this.log.push(`unmute ${url}`);
        return Promise.resolve([]);
      });
    return this.#do(`mute ${url} ${durationSeconds}`);
  }

  close(): Promise<readonly string[]> {
    this.log.push('close');
    return Promise.resolve([]);
  }

  #do(what: string): Promise<Tried> {
    this.log.push(what);
    const problem = this.refuse(what);
    return Promise.resolve({ passed: problem === null, message: problem });
  }
}

export function pod(name: string, facts: Partial<PolicyPod> = {}): PolicyPod {
  return { name, namespace: 'shop', uid: name, state: 'Running', ...facts };
}
