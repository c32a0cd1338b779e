import type { V1Service } from '@kubernetes/client-node';
import { usageError } from '../../../core/errors.ts';
import { isService } from '../../../core/config/object-kinds.ts';
import type { Scenario } from '../../../core/plan.ts';
import { declaredScheme, whyNoPort, type ProbedPort } from '../../../core/service-port.ts';
import type { Placed } from '../../api/objects.ts';
import { serviceFacts, servicePort, type ServiceFacts, type ServicePort } from '../paths/facts.ts';
import { serviceFrom } from '../../workload/service.ts';
import type { RunContext } from '../../session/run-context.ts';

/**
 * The port of a scenario's Service that is probed.
 * @throws PodStartSloError usage where the Service has no such TCP port, or several and none is clear
 */
export function requirePort(facts: ServiceFacts, { probe, name }: Scenario): ServicePort {
  const port = servicePort(facts, probe.port, probe.scheme);
  if (typeof port !== 'string') return port;
  const field = `service-port of scenario ${name}`;
  const value = probe.port === null ? {} : { value: String(probe.port) };
  const about = { what: `Service/${facts.name}`, ports: facts.ports, field: '--service-port' };
  throw usageError([{ field, ...value, ...whyNoPort(port, about) }]);
}

/** The same, and how it is probed. @throws as requirePort */
export function probedPort(service: V1Service, scenario: Scenario): ProbedPort {
  const port = requirePort(serviceFacts(service), scenario);
  const scheme = scenario.probe.scheme ?? declaredScheme(port) ?? 'http';
  return { name: port.name, number: port.port, scheme };
}

/** The scenario with the port and the scheme that its Service leaves open. */
export function withProbedPort(scenario: Scenario, port: ProbedPort): Scenario {
  return { ...scenario, probe: { ...scenario.probe, port: port.number, scheme: port.scheme } };
}

/** The Service that is asked; that there is one, and which, was checked with the plan. */
export function serviceOf(objects: readonly Placed['object'][], scenario: Scenario): V1Service {
  const services = objects.filter(isService);
  const wanted = scenario.probe.service;
  const found = services.find(({ metadata }) => wanted === null || metadata.name === wanted);
  if (found === undefined) throw new Error(`scenario ${scenario.name} has no Service`);
  return serviceFrom(found);
}

/** Of a workload that is there already; for a manifest the plan says it. */
export function noteScheme(scenario: Scenario, port: ProbedPort, { report }: RunContext): void {
  if (scenario.probe.scheme !== null || port.scheme === 'http') return;
  const message = `scenario ${scenario.name}: port ${port.number} is probed over https, as its Service declares`;
  report({ kind: 'note', level: 'info', message });
}
