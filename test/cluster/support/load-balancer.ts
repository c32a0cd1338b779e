import { setTimeout as sleep } from 'node:timers/promises';
import { kubectl } from './kubectl.ts';

/** Gives every Service of type LoadBalancer in the namespace one address, as a cloud's controller would. */
export function giveAddress(namespace: string, address: string): AsyncDisposable {
  const stop = new AbortController();
  const served = serve(namespace, address, stop.signal);
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await served;
    },
  };
}

interface Service {
  metadata: { name: string };
  spec: { type: string };
  status: { loadBalancer: { ingress?: object[] } };
}

async function serve(namespace: string, address: string, signal: AbortSignal): Promise<void> {
  const patch = JSON.stringify({ status: { loadBalancer: { ingress: [{ ip: address }] } } });
  while (!signal.aborted) {
    const listed = await kubectl(['get', 'services', '-n', namespace, '-o', 'json']);
    const { items } = JSON.parse(listed) as { items: Service[] };
    const waiting = items.filter(
      ({ spec, status }) => spec.type === 'LoadBalancer' && status.loadBalancer.ingress === undefined,
    );
    for (const { metadata } of waiting) {
      const service = ['service', metadata.name, '-n', namespace, '--subresource=status', '--type=merge'];
      // The Service may be gone by now.
      await kubectl(['patch', ...service, '-p', patch]).catch(() => undefined);
    }
    await sleep(100);
  }
}
