import { describe, expect, it } from 'vitest';
import { canonicalImage } from '../../../src/core/image-cache/canonical.ts';
import { ImagePresence } from '../../../src/kube/nodes/image-presence.ts';

describe('whether a node had an image', () => {
  const node = {
    name: 'n',
    internalIPs: [],
    externalIPs: [],
    ready: true,
    schedulable: true,
    allocatableMillicores: 2000,
    images: new Set(['docker.io/library/nginx:1.25']),
  };

  it('is known from the node’s status and from earlier starts', () => {
    const images = new ImagePresence([node]);
    expect(images.has('n', 'nginx:1.25')).toBe(true);
    images.rememberStarts('n', ['redis:7']);
    expect(images.has('n', 'redis:7')).toBe(true);
  });

  it('is unknown for a node that nobody may look at', () => {
    expect(new ImagePresence(null).has('n', 'nginx')).toBeNull();
  });

  it('is unknown where the node’s status does not list it, which may be 40 s old and is cut', () => {
    expect(new ImagePresence([node]).has('n', 'redis:7')).toBeNull();
  });

  it('is not the case in the start that it was removed for', () => {
    const images = new ImagePresence([node]);
    images.rememberStarts('n', ['nginx:1.25']);
    images.rememberRemoval(['nginx:1.25'], null);
    expect(images.has('n', 'nginx:1.25')).toBe(false);
    expect(images.has(null, 'nginx:1.25')).toBe(false);
  });

  it('is not the case on the nodes that it was removed from, and unknown on others', () => {
    const images = new ImagePresence([node]);
    images.rememberStarts('n', ['nginx:1.25']);
    images.rememberRemoval(['nginx:1.25'], new Set(['m']));
    expect(images.has('m', 'nginx:1.25')).toBe(false);
    expect(images.has('n', 'nginx:1.25')).toBeNull();
    expect(images.has(null, 'nginx:1.25')).toBeNull();
  });

  it('is the case again once a container of it has started, and unknown as long as none has', () => {
    const images = new ImagePresence([node]);
    images.rememberRemoval(['nginx:1.25'], null);
    images.rememberStarts('n', []);
    expect(images.has('n', 'nginx:1.25')).toBeNull();
    images.rememberRemoval(['nginx:1.25'], null);
    images.rememberStarts('n', ['nginx:1.25']);
    expect(images.has('n', 'nginx:1.25')).toBe(true);
  });

  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['bitnami/nginx:1', 'docker.io/bitnami/nginx:1'],
    ['localhost/app', 'localhost/app:latest'],
    ['registry:5000/app@sha256:abc', 'registry:5000/app@sha256:abc'],
  ])('compares names in full: %s', (image, full) => {
    expect(canonicalImage(image)).toBe(full);
  });
});
