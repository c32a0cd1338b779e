import type { V1Service, V1ServicePort } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import type { ProbePlan, Scenario } from '../../../../src/core/plan.ts';
import { probedPort, withProbedPort } from '../../../../src/kube/probe/probers/probed-port.ts';
import { scenario } from '../../../run/fake-run.ts';

const service = (...ports: V1ServicePort[]): V1Service => ({ metadata: { name: 'web' }, spec: { ports } });
const metrics = { name: 'metrics', port: 9090 };

/** A scenario with a workload that is there already, whose Service only the cluster knows. */
function targeting(probe: Partial<ProbePlan> = {}): Scenario {
  const plain = scenario();
  return { ...plain, name: 'web', probe: { ...plain.probe, port: null, scheme: null, ...probe } };
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('of a Service that is there already', () => {
  it('the port is taken that declares HTTP, or the wanted one by its name', () => {
    const both = service(metrics, { name: 'http', port: 80 });
    expect(probedPort(both, targeting())).toEqual({ name: 'http', number: 80, scheme: 'http' });
    expect(probedPort(both, targeting({ port: 'metrics' }))).toMatchObject({ number: 9090 });
  });

  it('the scheme is the one that its port declares, unless one is named', () => {
    const secure = service(metrics, { name: 'api', port: 8443, appProtocol: 'https' });
    expect(probedPort(secure, targeting())).toEqual({ name: 'api', number: 8443, scheme: 'https' });
    const plain = targeting({ port: 'api', scheme: 'http' });
    expect(probedPort(secure, plain).scheme).toBe('http');
  });

  it('several ports of which none is clear are a problem that names them and the flag', () => {
    const unclear = service(metrics, { name: 'grpc', port: 9100 });
    expect(thrownBy(() => probedPort(unclear, targeting()))).toMatchObject({
      code: 'usage',
      facts: {
        problems: [
          {
            field: 'service-port of scenario web',
            message:
              'Service/web has several TCP ports (9090 metrics, 9100 grpc), and it is not clear which is the application',
            fix: 'pass --service-port NUMBER or NAME',
          },
        ],
      },
    });
  });

  it('all that is probed later goes by the port and the scheme that were chosen', () => {
    const chosen = { name: 'api', number: 8443, scheme: 'https' } as const;
    expect(withProbedPort(targeting(), chosen).probe).toMatchObject({ port: 8443, scheme: 'https' });
  });
});
