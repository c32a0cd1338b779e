import * as z from 'zod';
import type { Problem } from '../errors.ts';
import type { Manifest } from '../plan.ts';
import { choosePort, declaredScheme, whyNoPort, type DeclaredPort, type Scheme } from '../service-port.ts';
import { describeObject } from './manifests.ts';
import { isService } from './object-kinds.ts';
import { selectsAny } from './workload-objects.ts';

const portSchema = z.looseObject({
  port: z.number().int(),
  protocol: z.string().nullish(),
  name: z.string().nullish(),
  appProtocol: z.string().nullish(),
  targetPort: z.union([z.number(), z.string()]).nullish(),
});
const serviceSpec = z.looseObject({
  type: z.string().nullish(),
  clusterIP: z.string().nullish(),
  selector: z.record(z.string(), z.string()).nullish(),
  ports: z.array(portSchema).nullish(),
});
type ServiceSpec = z.infer<typeof serviceSpec>;

export interface ServiceChoice {
  /** Name, port (number or name) and scheme that the configuration asks for, where it does. */
  service: string | null;
  port: number | string | null;
  scheme: Scheme | null;
  /** What to call them in problems. */
  serviceField: string;
  portField: string;
}

/** The service that is asked, and its port. */
export interface ServiceTarget {
  service: string;
  port: number;
  /** Of the port. */
  portName: string | null;
  scheme: Scheme;
  /** ClusterIP where it names none. */
  type: string;
  selector: Readonly<Record<string, string>>;
}

/** Finds the service to ask among the objects of a manifest, or says why there is none. */
export function chooseService(
  manifests: readonly Manifest[],
  choice: ServiceChoice,
  manifestField: string,
): ServiceTarget | { problem: Problem } {
  const services = manifests.filter(({ object }) => isService(object));
  const names = services.map(({ object }) => object.metadata.name);
  const named = services.find(({ object }) => object.metadata.name === choice.service);
  if (services.length === 0) return { problem: noService(manifestField) };
  if (choice.service !== null && named === undefined) return { problem: unknownService(choice, names) };
  const chosen = named ?? onlyOne(services, manifests);
  return chosen === undefined ? { problem: severalServices(choice, services) } : targetOf(chosen, choice);
}

/** The Service that is meant where none is named: the only one, or the only one that can be probed. */
function onlyOne(services: readonly Manifest[], manifests: readonly Manifest[]): Manifest | undefined {
  if (services.length === 1) return services[0];
  const usable = services.filter((manifest) => reasonAgainst(manifest) === null);
  if (usable.length === 1) return usable[0];
  const leading = usable.filter(({ object }) => selectsAny(manifests, selectorOf(object)));
  return leading.length === 1 ? leading[0] : undefined;
}

function selectorOf(object: Manifest['object']): Readonly<Record<string, string>> {
  return serviceSpec.safeParse(object['spec']).data?.selector ?? {};
}

/** Why a Service cannot be probed, as far as the manifest tells; null where it can. */
function reasonAgainst({ object }: Manifest): string | null {
  const parsed = serviceSpec.safeParse(object['spec']);
  return parsed.success ? unusable(parsed.data) : 'cannot be read';
}

function targetOf(manifest: Manifest, choice: ServiceChoice): ServiceTarget | { problem: Problem } {
  const what = describeObject(manifest.object);
  const parsed = serviceSpec.safeParse(manifest.object['spec'] ?? {});
  const field = `${manifest.source} spec`;
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') ?? '';
    return {
      problem: { field: `${field}.${at}`, message: `${what} cannot be read: it has the wrong type` },
    };
  }
  const reason = unusable(parsed.data);
  if (reason !== null) return { problem: { field, message: `${what} ${reason}` } };
  const ports = tcpPorts(parsed.data);
  const port = choosePort(ports, choice.port, choice.scheme);
  if (typeof port === 'string') {
    const value = choice.port === null ? {} : { value: String(choice.port) };
    const about = { what, ports, field: choice.portField };
    return { problem: { field: choice.portField, ...value, ...whyNoPort(port, about) } };
  }
  const { type, selector } = parsed.data;
  return {
    service: manifest.object.metadata.name,
    port: port.port,
    portName: port.name,
    scheme: choice.scheme ?? declaredScheme(port) ?? 'http',
    type: type ?? 'ClusterIP',
    selector: selector ?? {},
  };
}

/** Why a service cannot be asked for an answer of the pods, or null. */
function unusable(spec: ServiceSpec): string | null {
  if (spec.type === 'ExternalName')
    return 'is of type ExternalName: it leads to a name elsewhere, not to the pods';
  if (spec.clusterIP === 'None') return 'is headless (clusterIP: None): it has no address of its own to ask';
  if (Object.keys(spec.selector ?? {}).length === 0)
    return 'has no selector, so it does not lead to the pods';
  if ((spec.ports ?? []).length === 0) return 'has no ports';
  if (tcpPorts(spec).length === 0) return 'has no TCP port, which HTTP needs';
  return null;
}

function tcpPorts(spec: ServiceSpec): DeclaredPort[] {
  return (spec.ports ?? [])
    .filter(({ protocol }) => (protocol ?? 'TCP') === 'TCP')
    .map(({ port, name, targetPort, appProtocol }) => ({
      port,
      name: name ?? null,
      targetPort: targetPort ?? port,
      appProtocol: appProtocol ?? null,
    }));
}

function noService(field: string): Problem {
  return {
    field,
    message: 'the manifest holds no Service, so there is nothing to probe',
    fix: 'add a Service whose selector matches the labels of the pods',
  };
}

function unknownService(choice: ServiceChoice, names: readonly string[]): Problem {
  return {
    field: choice.serviceField,
    value: choice.service ?? '',
    message: `the manifest holds no Service of this name; it holds: ${names.join(', ')}`,
  };
}

function severalServices(choice: ServiceChoice, services: readonly Manifest[]): Problem {
  const names = services.map((manifest) => {
    const reason = reasonAgainst(manifest);
    return `${manifest.object.metadata.name}${reason === null ? '' : ` (${reason})`}`;
  });
  return {
    field: choice.serviceField,
    message: `the manifest holds several Services: ${names.join(', ')}`,
    fix: 'name the one to probe',
  };
}

export function probedOverHttps({ service, port, portName }: ServiceTarget, field: string): Problem {
  const what = portName === null ? String(port) : `${port} (${portName})`;
  return { field, message: `port ${what} of Service/${service} is probed over https, as it declares` };
}

export function noPodSelected({ service, selector }: ServiceTarget, field: string): Problem {
  const labels = Object.entries(selector).map(([name, value]) => `${name}=${value}`);
  return {
    field,
    message: `the selector of Service/${service} (${labels.join(', ')}) matches the labels of no pod in the manifest`,
    fix: 'give the pods these labels',
  };
}
