import type { NamespaceFacts } from '../../core/doctor/checks/namespace.ts';
import type { Looked } from '../../core/doctor/judgement.ts';
import type { Permission } from '../../core/doctor/permission.ts';
import { helperNamespaceOf } from '../../core/node-helper.ts';
import { createdOnce } from '../../core/plan.ts';
import type { ApiClient } from '../api/api.ts';
import { Discovery } from '../api/discovery.ts';
import type { WorkingPlace } from '../session/working-place.ts';
import type { ExamineOptions } from './examine-options.ts';
import { look } from './look.ts';
import { seeNamespace } from './namespace.ts';
import { seeNodes, type NodesSeen } from './nodes.ts';
import { askPermissions, seeNeeds, type NeedsSeen } from './permissions.ts';

export interface ViewOptions extends ExamineOptions {
  api: ApiClient;
  place: WorkingPlace;
  /** Null if the server does not tell its version. */
  gitVersion: string | null;
}

/** A cluster that is looked at: what several checks need is asked once, when the first of them needs it. */
export class ClusterView {
  readonly options: ViewOptions;
  readonly discovery: Discovery;
  #needs: Promise<Looked<NeedsSeen>> | null = null;
  #nodes: Promise<Looked<NodesSeen>> | null = null;
  #permissions: Promise<Looked<Permission[]>> | null = null;
  #namespace: Promise<Looked<NamespaceFacts>> | null = null;

  constructor(options: ViewOptions) {
    this.options = options;
    this.discovery = new Discovery(options.api, createdOnce(options.plan));
  }

  /** Whether this process is a pod of the cluster. */
  get inCluster(): boolean {
    return this.options.api.context === null;
  }

  /** Looks for a while; what goes wrong becomes the reason why it was not checked. @throws only the signal's reason */
  look<T>(doing: string, work: (signal: AbortSignal) => Promise<T>): Promise<Looked<T>> {
    return look(doing, this.options.signal, work);
  }

  get needs(): Promise<Looked<NeedsSeen>> {
    const { plan, place, hasNodeAccess, nodeHelper } = this.options;
    const helperNamespace = helperNamespaceOf(nodeHelper, place.namespace);
    const question = { plan, place, hasNodeAccess, helperNamespace, discovery: this.discovery };
    return (this.#needs ??= this.look('asking which kinds there are', (until) => seeNeeds(question, until)));
  }

  get nodes(): Promise<Looked<NodesSeen>> {
    const { api } = this.options;
    return (this.#nodes ??= this.look('listing nodes', (until) => seeNodes(api, until)));
  }

  get permissions(): Promise<Looked<Permission[]>> {
    return (this.#permissions ??= this.#askPermissions());
  }

  get namespace(): Promise<Looked<NamespaceFacts>> {
    const { api, place } = this.options;
    const doing = `looking at namespace ${place.namespace}`;
    return (this.#namespace ??= this.look(doing, (until) => seeNamespace(api, place, until)));
  }

  async #askPermissions(): Promise<Looked<Permission[]>> {
    const needs = await this.needs;
    if (!('facts' in needs)) return needs;
    const { api } = this.options;
    return await this.look('asking what is permitted', (until) =>
      askPermissions(api, needs.facts.needs, until),
    );
  }
}
