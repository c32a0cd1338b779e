import { describe, expect, it } from 'vitest';
import { serviceFacts, servicePort } from '../../../../src/kube/probe/paths/facts.ts';
import { service } from '../support/facts.ts';

describe('serviceFacts', () => {
  it('reads what the API says of a Service with a load balancer', () => {
    const facts = serviceFacts({
      metadata: { name: 'shop', namespace: 'demo' },
      spec: {
        type: 'LoadBalancer',
        clusterIP: '10.96.0.7',
        clusterIPs: ['10.96.0.7', 'fd00::7'],
        externalTrafficPolicy: 'Local',
        ports: [
          {
            name: 'http',
            port: 80,
            nodePort: 30080,
            targetPort: 'web',
            protocol: 'TCP',
            appProtocol: 'http',
          },
          { name: 'dns', port: 53, protocol: 'UDP' },
          { port: 443 },
        ],
      },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.9' }, { hostname: 'lb.example', ports: [] }] } },
    });
    expect(facts).toEqual({
      name: 'shop',
      namespace: 'demo',
      type: 'LoadBalancer',
      clusterIPs: ['10.96.0.7', 'fd00::7'],
      ports: [
        { name: 'http', port: 80, nodePort: 30080, targetPort: 'web', appProtocol: 'http' },
        { name: null, port: 443, nodePort: null, targetPort: 443, appProtocol: null },
      ],
      ingress: [
        { ip: '192.0.2.9', ports: [] },
        { hostname: 'lb.example', ports: [] },
      ],
      localTrafficOnly: true,
    });
  });

  it('makes empty facts of an object with nothing in it', () => {
    expect(serviceFacts({})).toMatchObject({ type: 'ClusterIP', clusterIPs: [], ports: [], ingress: [] });
  });
});

describe('servicePort', () => {
  const ports = [9090, 443, 80].map((port) => ({
    name: port === 443 ? 'https' : null,
    port,
    nodePort: null,
    targetPort: port,
    appProtocol: null,
  }));

  it('is the one that is clear where none is wanted, and none where the wanted one is missing', () => {
    expect(servicePort(service({ ports }), null)).toMatchObject({ port: 80 });
    expect(servicePort(service({ ports }), null, 'https')).toMatchObject({ port: 443 });
    expect(servicePort(service({ ports }), 443)).toMatchObject({ port: 443 });
    expect(servicePort(service({ ports }), 'https')).toMatchObject({ port: 443 });
    expect(servicePort(service({ ports }), 8080)).toBe('unknown');
    expect(servicePort(service({ ports }), 'web')).toBe('unknown');
  });
});
