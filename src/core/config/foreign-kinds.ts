import type { KubernetesObject } from '../plan.ts';
import { groupKindOf } from './object-kinds.ts';

/** Versions that API servers no longer have (https://kubernetes.io/docs/reference/using-api/deprecation-guide/). */
const removed: Readonly<Record<string, { until: string; now: Readonly<Record<string, string>> }>> = {
  'extensions/v1beta1': {
    until: '1.16 (Ingress: 1.22)',
    now: {
      Deployment: 'apps/v1',
      DaemonSet: 'apps/v1',
      ReplicaSet: 'apps/v1',
      NetworkPolicy: 'networking.k8s.io/v1',
      Ingress: 'networking.k8s.io/v1',
    },
  },
  'apps/v1beta1': { until: '1.16', now: { Deployment: 'apps/v1', StatefulSet: 'apps/v1' } },
  'apps/v1beta2': {
    until: '1.16',
    now: { Deployment: 'apps/v1', DaemonSet: 'apps/v1', ReplicaSet: 'apps/v1', StatefulSet: 'apps/v1' },
  },
  'networking.k8s.io/v1beta1': {
    until: '1.22',
    now: { Ingress: 'networking.k8s.io/v1', IngressClass: 'networking.k8s.io/v1' },
  },
  'rbac.authorization.k8s.io/v1beta1': {
    until: '1.22',
    now: {
      Role: 'rbac.authorization.k8s.io/v1',
      RoleBinding: 'rbac.authorization.k8s.io/v1',
      ClusterRole: 'rbac.authorization.k8s.io/v1',
      ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
    },
  },
  'apiextensions.k8s.io/v1beta1': {
    until: '1.22',
    now: { CustomResourceDefinition: 'apiextensions.k8s.io/v1' },
  },
  'policy/v1beta1': { until: '1.25', now: { PodDisruptionBudget: 'policy/v1' } },
  'batch/v1beta1': { until: '1.25', now: { CronJob: 'batch/v1' } },
  'autoscaling/v2beta1': { until: '1.25', now: { HorizontalPodAutoscaler: 'autoscaling/v2' } },
  'autoscaling/v2beta2': { until: '1.26', now: { HorizontalPodAutoscaler: 'autoscaling/v2' } },
};

interface Explained {
  message: string;
  fix: string;
}

type Kind = Pick<KubernetesObject, 'apiVersion' | 'kind'>;

/** What to write instead of a version of a kind that API servers no longer have; null where it is no such version. */
export function removedVersion({ apiVersion, kind }: Kind): Explained | null {
  const version = removed[apiVersion];
  const now = version?.now[kind];
  if (version === undefined || now === undefined) return null;
  const more = now === 'apps/v1' ? ', with a spec.selector that matches the labels of the template' : '';
  return {
    message: `has the apiVersion ${apiVersion}, which Kubernetes ${version.until} removed`,
    fix: `apiVersion: ${now}${more}`,
  };
}

const asDeployment = 'write its pod template as a Deployment (apps/v1), and the Service in front of it';

/** Kinds of others that start pods through a controller of their own, by API group and kind. */
const controllers: Readonly<Record<string, string>> = {
  'argoproj.io/Rollout': 'Argo Rollouts',
  'apps.openshift.io/DeploymentConfig': 'OpenShift',
  'serving.knative.dev/Service': 'Knative Serving',
  'serving.knative.dev/Configuration': 'Knative Serving',
  'apps.kruise.io/CloneSet': 'OpenKruise',
  'apps.kruise.io/StatefulSet': 'OpenKruise',
  'apps.kruise.io/DaemonSet': 'OpenKruise',
  'leaderworkerset.x-k8s.io/LeaderWorkerSet': 'LeaderWorkerSet',
  'agones.dev/Fleet': 'Agones',
};

/** Why the pods of a kind that is not Kubernetes' own are not measured, and what to do; null where it is not known. */
export function foreignController(object: Kind): Explained | null {
  const owner = controllers[groupKindOf(object)];
  return owner === undefined
    ? null
    : { message: `is started by the controller of ${owner}, whose pods are not measured`, fix: asDeployment };
}
