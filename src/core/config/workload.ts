import type { Problem } from '../errors.ts';
import { controllerKinds } from '../experiments/names.ts';
import { standard } from '../options/table.ts';
import type { ImageWorkload, Manifest, ManifestWorkload, TargetWorkload } from '../plan.ts';
import type { Scheme } from '../service-port.ts';
import { controllerProblems } from './controllers.ts';
import { shortImageName } from './image-reference.ts';
import { duplicateProblems } from './manifests.ts';
import { sortOut } from './left-out.ts';
import type { LoadedManifests } from './manifest-files.ts';
import type { Path } from './paths.ts';
import type { ScenarioDraft } from './scenario-draft.ts';
import type { WorkloadInput } from './schema.ts';
import { chooseService, noPodSelected, probedOverHttps, type ServiceTarget } from './services.ts';
import { selectsAny, workloadProblems, workloadsOf } from './workload-objects.ts';

/** What a scenario starts, and which service it asks. */
export interface ResolvedWorkload {
  workload: ImageWorkload | ManifestWorkload | TargetWorkload;
  /** Name of the scenario unless the user gives one. */
  defaultName: string;
  service: string | null;
  /** A name only where the Service is there already. */
  port: number | string | null;
  /** Null: as the Service that is there already declares it. */
  scheme: Scheme | null;
}

/** The workload of a scenario, or null where it has a problem (which the draft then holds). */
export function resolveWorkload(
  draft: ScenarioDraft,
  load: LoadManifests,
  setup: readonly Manifest[],
): ResolvedWorkload | null {
  const input = draft.value.workload ?? {};
  if (input.target !== undefined) return fromTarget(draft, input, input.target);
  const [first, second] = kinds.filter((kind) => input[kind] !== undefined);
  if (second !== undefined) return refuseBoth(draft, second);
  if (first === 'manifest' || first === 'inlineManifest')
    return fromManifest(draft, input, first, { load, setup });
  if (input.image !== undefined) return fromImage(draft, input, input.image);
  if (!draft.mayHide(['workload'])) draft.refuseMissingWorkload();
  return null;
}

const kinds = ['image', 'manifest', 'inlineManifest'] as const;

/** A workload that is there already; whether it is one, the cluster tells. */
function fromTarget(draft: ScenarioDraft, input: WorkloadInput, target: string): ResolvedWorkload | null {
  const { experiment = 'pod-start', probe = {} } = draft.value;
  for (const key of [
    'image',
    'manifest',
    'inlineManifest',
    'port',
    'env',
    'command',
    'args',
    'restricted',
    'replicas',
  ] as const)
    if (input[key] !== undefined)
      draft.refuse(['workload', key], {
        message: 'cannot be combined with a target: the target exists already',
        fix: 'remove it, or the target',
      });
  if (experiment === 'pod-start' && !draft.mayHide(['experiment']))
    draft.refuse(['workload', 'target'], {
      value: target,
      message: 'exists already, so its start cannot be measured',
      fix: 'set experiment: healing or scaling, or give an image or a manifest',
    });
  const [kind = '', name = ''] = target.split('/');
  const controller = controllerKinds.find((each) => each.toLowerCase() === kind);
  if (controller === undefined) return null;
  return {
    workload: { kind: 'target', controller, name },
    defaultName: name,
    service: probe.service ?? name,
    port: probe.port ?? null,
    scheme: probe.scheme ?? null,
  };
}

function refuseBoth(draft: ScenarioDraft, second: (typeof kinds)[number]): null {
  draft.refuse(['workload', second], {
    message: 'cannot be combined: a scenario starts an image or a manifest',
    fix: 'make it two scenarios, or remove one of the two',
  });
  return null;
}

function fromImage(draft: ScenarioDraft, input: WorkloadInput, image: string): ResolvedWorkload | null {
  const { port, env = {}, command = [], args = [] } = input;
  const { restricted = standard.restricted, replicas = standard.replicas } = input;
  if (input.replicas !== undefined && draft.value.experiment !== 'healing' && !draft.mayHide(['experiment']))
    draft.refuse(['workload', 'replicas'], {
      value: String(input.replicas),
      message: 'belongs to the experiment healing',
      fix: 'remove it; scaling has scaling.from and scaling.to, pod-start has burst',
    });
  if (draft.value.probe?.service !== undefined)
    draft.refuse(['probe', 'service'], {
      message: 'cannot be combined with an image: the run creates the Service',
      fix: 'remove it',
    });
  const asked = draft.value.probe?.port;
  if (port !== undefined && asked !== undefined && asked !== port)
    draft.refuse(['probe', 'port'], {
      value: String(asked),
      message:
        'cannot be combined with an image: the run creates the Service, with one port, which is that of the container',
      fix: 'remove it',
    });
  if (port === undefined) {
    if (!draft.mayHide(['workload']))
      draft.refuse(['workload', 'port'], {
        message: 'is missing: an image needs the port on which the container answers HTTP',
      });
    return null;
  }
  const workload: ImageWorkload = {
    ...{ kind: 'image', image, port, replicas },
    ...{ env, command, args, restricted },
  };
  return {
    workload,
    defaultName: shortImageName(image),
    service: null,
    port: null,
    scheme: draft.value.probe?.scheme ?? 'http',
  };
}

/** @param text where it is there already, so that no file is read */
export type LoadManifests = (paths: readonly string[], field: string, text?: string) => LoadedManifests;

export interface ManifestContext {
  load: LoadManifests;
  setup: readonly Manifest[];
}

function fromManifest(
  draft: ScenarioDraft,
  input: WorkloadInput,
  kind: 'manifest' | 'inlineManifest',
  context: ManifestContext,
): ResolvedWorkload | null {
  for (const key of ['port', 'env', 'command', 'args', 'restricted', 'replicas'] as const)
    if (input[key] !== undefined)
      draft.refuse(['workload', key], {
        message: 'cannot be combined with a manifest: set it in the manifest',
        fix: 'remove it',
      });
  const at = ['workload', kind];
  const { inlineManifest } = input;
  if (inlineManifest === undefined) return resolveManifest(draft, at, pathsOf(input.manifest), context);
  const load: LoadManifests = (_paths, field) => context.load([field], field, inlineManifest);
  return resolveManifest(draft, at, [draft.fieldOf(at)], { ...context, load });
}

/** One path or several, as a list. */
export function pathsOf(paths: string | readonly string[] | undefined): readonly string[] {
  return typeof paths === 'string' ? [paths] : (paths ?? []);
}

/** What a manifest starts that is named at a place in the scenario; its problems go into the draft. */
export function resolveManifest(
  draft: ScenarioDraft,
  at: Path,
  paths: readonly string[],
  { load, setup }: ManifestContext,
): ResolvedWorkload | null {
  const field = draft.fieldOf(at);
  const files = paths.map((path) => draft.layers.fileAt(at, path));
  const loaded = load(files, field);
  const { kept: manifests, notes, leftOut } = sortOut(loaded.manifests);
  draft.warnings.push(...loaded.notes, ...notes);
  const problems = loaded.problems.filter(({ field: place }) => !leftOut.has(place.split(' ')[0] ?? ''));
  const found = [...problems, ...conflicts(setup, manifests)];
  // Only a file that could be read as a whole can be said to lack something.
  const { experiment = 'pod-start' } = draft.value;
  if (found.length === 0) found.push(...workloadProblems(manifests, field, experiment));
  if (found.length === 0) found.push(...controllerProblems(manifests, field, experiment));
  draft.problems.push(...found);
  if (problems.length > 0) return null;
  const target = chooseTarget(draft, manifests, field);
  const first = workloadsOf(manifests)[0];
  if (target === null || first === undefined) return null;
  const { service, port, scheme } = target;
  return {
    workload: { kind: 'manifest', manifests },
    defaultName: first.object.metadata.name,
    service,
    port,
    scheme,
  };
}

/** An object that the set-up makes cannot be created a second time. */
function conflicts(setup: readonly Manifest[], manifests: readonly Manifest[]): Problem[] {
  const sources = new Set(manifests.map(({ source }) => source));
  return duplicateProblems([...setup, ...manifests]).filter(({ field }) => sources.has(field));
}

function chooseTarget(
  draft: ScenarioDraft,
  manifests: readonly Manifest[],
  field: string,
): ServiceTarget | null {
  const { service = null, port = null, scheme = null } = draft.value.probe ?? {};
  if (service === null && draft.mayHide(['probe', 'service'])) return null;
  const choice = {
    service,
    port,
    scheme,
    serviceField: draft.fieldOf(['probe', 'service']),
    portField: draft.fieldOf(['probe', 'port']),
  };
  const target = chooseService(manifests, choice, field);
  if ('problem' in target) {
    draft.problems.push(target.problem);
    return null;
  }
  refuseMissingPath(draft, target);
  if (scheme === null && target.scheme === 'https') draft.warnings.push(probedOverHttps(target, field));
  if (!selectsAny(manifests, target.selector)) draft.warnings.push(noPodSelected(target, field));
  return target;
}

/** The types of Service that have what a path needs; the other paths lead to every type. */
const typesWith: Partial<Record<string, readonly string[]>> = {
  'node-port': ['NodePort', 'LoadBalancer'],
  'load-balancer': ['LoadBalancer'],
};

function refuseMissingPath(draft: ScenarioDraft, { service, type }: ServiceTarget): void {
  const via = draft.value.probe?.via ?? standard.via;
  const types = typesWith[via] ?? [type];
  if (types.includes(type)) return;
  draft.refuse(['probe', 'via'], {
    value: via,
    message: `Service/${service} is of type ${type}, which has no such path; it needs ${types.join(' or ')}`,
    fix: 'name another path, or auto, or change the type of the Service',
  });
}
