import type { ConditionKind } from './condition.ts';
import type { ControllerKind, ExperimentName, KillMethod, TargetPodChoice } from './experiments/names.ts';
import type { KubernetesObject, Manifest } from './manifest.ts';
import type { Objective } from './objective.ts';
import type { PolicyPlan } from './steps/plan.ts';
import type { Result, Via } from './result.ts';
import type { Scheme } from './service-port.ts';

export type { KubernetesObject, Manifest } from './manifest.ts';

/** What a run does, complete and checked: every default filled in, nothing left to interpret. */
export interface Plan {
  scenarios: readonly Scenario[];
  /** Namespace to work in; null makes one for the run and deletes it afterwards. */
  namespace: string | null;
  /** Seeds the offsets of the starts within a second, and the order of the scenarios in each round. */
  seed: number;
  /** Ends the whole run; null is unbounded. */
  maxDurationMs: number | null;
  /** Applied once before the first iteration, deleted at the end. */
  setupManifests: readonly Manifest[];
  /** Whether manifests may hold cluster-scoped kinds. */
  allowClusterScoped: boolean;
  /** Whether the user has confirmed that pods may be killed on a cluster that the run did not make. */
  confirmed: boolean;
  /** Pods that remove images from nodes; null: not allowed. */
  nodeHelper: NodeHelperPlan | null;
  /** URL of a pushgateway that the metrics of the run are pushed to; may hold secrets and is never printed whole. */
  pushgateway: string | null;
  /** URL of an OpenTelemetry collector; may hold secrets and is never printed whole. Null: as the environment says. */
  otlp: string | null;
  /** W3C trace context that the spans of the run belong to; null: as the environment says. */
  traceparent: string | null;
  /** The PowerfulSeal policy that the scenarios come from, with what is run step by step. */
  policy?: PolicyPlan;
}

/** Pods with the file system of a node, for what only its own programs can do. */
export interface NodeHelperPlan {
  /** Holds the program `chroot`. */
  image: string;
  /** Where they are; null is the namespace of the run. */
  namespace: string | null;
}

export interface Scenario {
  name: string;
  experiment: ExperimentName;
  workload: ImageWorkload | ManifestWorkload | TargetWorkload;
  /** pod-start: pods started at once, 1 is the usual start of one workload. */
  burst: number;
  /** What is killed; null unless the experiment is healing. */
  healing: HealingPlan | null;
  /** How far it is scaled; null unless the experiment is scaling. */
  scaling: ScalingPlan | null;
  /** Written over every container of the workload; null leaves the manifest (or Kubernetes' default) alone. */
  imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never' | null;
  /** remove: the image is deleted from the nodes before each iteration, for a true cold pull. */
  imageCache: 'keep' | 'remove';
  probe: ProbePlan;
  /** Iterations per look at the evidence. */
  iterations: number;
  maxIterations: number;
  /** Recorded first, never judged; one at least where the path has to be found. */
  warmup: number;
  /** From the first create request; an iteration that has not answered by then is timed-out. */
  timeoutMs: number;
  gracePeriodSeconds: number;
  /** delete: claims from the templates of StatefulSets go with each iteration. keep: at the end of the run. */
  volumeClaims: 'delete' | 'keep';
  rule: 'observed' | 'proven';
  objectives: readonly Objective[];
  /** Whether the last log lines of pods that never answered go into the result; they may hold secrets. */
  podLogs: boolean;
  /** Whether a run goes on although nothing has ever answered. */
  keepGoing: boolean;
  /** What it is started under beside others of its kind; null: no conditions were asked for. */
  condition: Condition | null;
  /** What it is compared with; null: nothing. */
  baseline: DuetBaseline | StoredBaseline | null;
}

/** One of several that a scenario is started under, each as a scenario of its own. */
export interface Condition {
  kind: ConditionKind;
  /** The scenario's name in the configuration, which is that of the plain one. */
  of: string;
  /** What keeps the nodes busy; null but for busy-node. */
  load: Load | null;
}

/** Pods that keep the CPUs of the nodes busy. */
export interface Load {
  image: string;
  command: readonly string[];
  /** Of each node: `80%` of what it has for pods, or cores, `500m`. */
  cpu: string;
}

export interface HealingPlan {
  kill: KillMethod;
  pick: TargetPodChoice;
  /** Only pods with these labels are killed, of those that belong to the workload; empty allows every one. */
  selector: Readonly<Record<string, string>>;
  /** Container that is killed in place; null is the first. */
  container: string | null;
  /** Time that a deleted pod of our own gets; null leaves it what its specification says. */
  gracePeriodSeconds: number | null;
}

/** Replicas before and after. */
export interface ScalingPlan {
  /** Null: as many as the target has. */
  from: number | null;
  to: number;
  /** Whether a workload is scaled that a HorizontalPodAutoscaler scales as well. */
  allowHpa: boolean;
}

/** Started by turns with the candidate, in the same run. */
export interface DuetBaseline {
  kind: 'duet';
  /** For people: its image, or the file with its objects. */
  label: string;
  /** As the candidate but for what is started; without objectives and a baseline of its own. */
  scenario: Scenario;
  /** 0.1: 10% slower is still allowed. */
  maxRegression: number;
}

/** The result of an earlier run. */
export interface StoredBaseline {
  kind: 'stored';
  /** For people: the file it was read from. */
  label: string;
  result: Result;
  /** The name of the scenario in it. */
  scenario: string;
  /** Commit that was measured, where it is known. */
  commit: string | null;
  maxRegression: number;
}

/** A Pod (healing and scaling: a Deployment) and a Service made by the tool. */
export interface ImageWorkload {
  kind: 'image';
  image: string;
  port: number;
  /** Pods of the Deployment, for healing; scaling begins with its own number. */
  replicas: number;
  env: Readonly<Record<string, string>>;
  /** Replaces the image's entrypoint; empty keeps it. */
  command: readonly string[];
  args: readonly string[];
  /** Whether the pod also satisfies the Pod Security Standard `restricted`. */
  restricted: boolean;
}

/** The user's own documents, in the order of the file; they are created as `install-order.ts` says. */
export interface ManifestWorkload {
  kind: 'manifest';
  manifests: readonly Manifest[];
}

/** A workload that is there already, in the namespace of the run; it is never deleted. */
export interface TargetWorkload {
  kind: 'target';
  controller: ControllerKind;
  name: string;
}

export interface ProbePlan {
  /** Null: as the Service that is there already declares it. */
  scheme: Scheme | null;
  path: string;
  /** Expected HTTP status. */
  status: number;
  via: Via | 'auto';
  /** Attempts start this far apart, whether or not earlier ones have ended. */
  intervalMs: number;
  /** Name of the Service to ask, where a manifest has several; null is the only one. */
  service: string | null;
  /** Port of the Service, by number, or by name where the Service is there already; null is the one that is clear. */
  port: number | string | null;
  /** How long `via: auto` waits for a load balancer's address, once per run. */
  addressTimeoutMs: number;
  /** Whether the pod is also asked directly, through the API server, to tell application from routing. */
  askPod: boolean;
}

/** Every scenario that is started: those of the plan, each followed by the baseline it is measured with, if any. */
export function startedScenarios({ scenarios }: Pick<Plan, 'scenarios'>): Scenario[] {
  return scenarios.flatMap((scenario) =>
    scenario.baseline?.kind === 'duet' ? [scenario, scenario.baseline.scenario] : [scenario],
  );
}

/** The objects that are created once, before the first iteration. */
export function createdOnce({ setupManifests }: Pick<Plan, 'setupManifests'>): KubernetesObject[] {
  return setupManifests.map(({ object }) => object);
}

/** Those whose images have to be removed from nodes. */
export function removingScenarios(plan: Pick<Plan, 'scenarios'>): Scenario[] {
  return startedScenarios(plan).filter(({ imageCache }) => imageCache === 'remove');
}

export function removesImages(plan: Pick<Plan, 'scenarios'>): boolean {
  return removingScenarios(plan).length > 0;
}

/** Pods that would remove images; null where none are allowed, or nothing is to be removed. */
export function neededHelper(plan: Pick<Plan, 'scenarios' | 'nodeHelper'>): NodeHelperPlan | null {
  return removesImages(plan) ? plan.nodeHelper : null;
}
