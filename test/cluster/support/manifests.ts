import type { V1Container, V1PodSpec, V1ServiceSpec } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../../src/core/plan.ts';
import { environment } from './environment.ts';

const labels = { app: 'web' };

/** The text of a manifest file. */
export function manifest(...objects: readonly KubernetesObject[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

/** A container of the test server; see test/images/slow-start. */
export function slowStart(args: readonly string[] = [], more: Partial<V1Container> = {}): V1Container {
  const ports = [{ containerPort: 8080 }];
  return { name: 'app', image: environment().slowStartImage, args: [...args], ports, ...more };
}

/** A Service of type NodePort in front of the pods that the functions below make. */
export function service(
  more: Readonly<Partial<Record<keyof V1ServiceSpec, unknown>>> = {},
): KubernetesObject {
  const ports = [{ port: 80, targetPort: 8080 }];
  const spec = { type: 'NodePort', selector: labels, ports, ...more };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec };
}

export function pod(spec: V1PodSpec): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels }, spec };
}

export function deployment(spec: V1PodSpec, replicas = 1): KubernetesObject {
  return templated('Deployment', spec, { replicas });
}

export function statefulSet(spec: V1PodSpec, replicas = 1): KubernetesObject {
  return templated('StatefulSet', spec, { replicas, serviceName: 'web' });
}

export function daemonSet(spec: V1PodSpec): KubernetesObject {
  return templated('DaemonSet', spec, {});
}

function templated(kind: string, spec: V1PodSpec, more: object): KubernetesObject {
  const template = { metadata: { labels }, spec };
  const whole = { selector: { matchLabels: labels }, template, ...more };
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'web' }, spec: whole };
}
