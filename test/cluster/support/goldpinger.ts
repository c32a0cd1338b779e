import { environment } from './environment.ts';
import { inNode } from './node.ts';

const published = 'docker.io/bloomberg/goldpinger:v3.0.0';

/**
 * Gives the test server, which answers /healthz on port 8080 too, the name that the book's policy asks for, where the
 * node does not have the real one. It says Goldpinger and is none: what is tested is the policy.
 */
export async function haveGoldpinger(): Promise<void> {
  const images = (await inNode(['ctr', '-n', 'k8s.io', 'images', 'ls', '-q'])).split('\n');
  if (images.includes(published)) return;
  await inNode(['ctr', '-n', 'k8s.io', 'images', 'tag', environment().slowStartImage, published]);
}
