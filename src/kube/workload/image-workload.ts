import type { ImageWorkload, KubernetesObject } from '../../core/plan.ts';

/** Container ports below this need a capability that Pod Security `restricted` takes away. */
const servicePort = 80;

/**
 * The Service and the Pod for a plain image, the Service first: clients of a service expect its name to exist when the
 * pod comes up. The pod satisfies the Pod Security Standard `baseline`, and `restricted` where asked
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
 *
 * @param replicas of a Deployment instead of the Pod, for experiments that need pods which are replaced; null: the Pod
 */
export function imageObjects(
  name: string,
  workload: ImageWorkload,
  serviceType: string,
  replicas: number | null = null,
): KubernetesObject[] {
  const labels = { 'app.kubernetes.io/name': name };
  const service: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels },
    spec: {
      type: serviceType,
      selector: { ...labels },
      ports: [{ name: 'http', port: servicePort, targetPort: workload.port, protocol: 'TCP' }],
    },
  };
  const spec = {
    // Service links would hand an image called `app` an APP_PORT=tcp://… that it may take for its own setting.
    enableServiceLinks: false,
    containers: [container(workload)],
    ...(workload.restricted ? { securityContext: restrictedPod } : {}),
  };
  if (replicas === null)
    return [service, { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec }];
  const deployment: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas,
      selector: { matchLabels: { ...labels } },
      template: { metadata: { labels: { ...labels } }, spec },
    },
  };
  return [service, deployment];
}

function container(workload: ImageWorkload): Record<string, unknown> {
  const env = Object.entries(workload.env).map(([name, value]) => ({ name, value }));
  return {
    name: 'app',
    image: workload.image,
    ports: [{ name: 'http', containerPort: workload.port }],
    ...(env.length > 0 ? { env } : {}),
    ...(workload.command.length > 0 ? { command: [...workload.command] } : {}),
    ...(workload.args.length > 0 ? { args: [...workload.args] } : {}),
    ...(workload.restricted ? { securityContext: restrictedContainer } : {}),
  };
}

const restrictedPod = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const restrictedContainer = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
