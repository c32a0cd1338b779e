import { canonicalImage } from './canonical.ts';
import type { NodeContainer, NodeImage } from './node-view.ts';

const mostNamed = 5;

export interface Obstacle {
  why: string;
  /** Whether it may be gone in a moment. */
  mayPass: boolean;
}

/**
 * Why an image has to stay on a node: somebody else uses its content, under whatever name, or keeps it there. Removing one
 * name removes the content with all its names.
 * @param wanted the images to be removed, which may be names of the same content
 */
export function obstaclesTo(
  image: NodeImage,
  wanted: readonly string[],
  containers: readonly NodeContainer[],
): Obstacle[] {
  const users = containers.filter((container) => !container.isLeftover && isOf(container, image));
  const others = otherNames(image, wanted);
  const used = { why: `is used by ${listed([...new Set(users.map(userOf))])}`, mayPass: users.every(ended) };
  const called = `has other names there, which would go with it: ${listed(others)}`;
  return [
    ...(users.length === 0 ? [] : [used]),
    ...(others.length === 0 ? [] : [{ why: called, mayPass: false }]),
    ...(image.pinned ? [{ why: 'is pinned there by the container runtime', mayPass: false }] : []),
  ];
}

function ended({ hasEnded }: NodeContainer): boolean {
  return hasEnded;
}

function isOf({ imageNames }: NodeContainer, { id, tags, digests }: NodeImage): boolean {
  const known = new Set([bare(id), ...tags, ...digests, ...digests.map(digestOf)]);
  return imageNames.some((name) => known.has(bare(name)) || known.has(digestOf(name)));
}

/** Some runtimes write `sha256:` before an ID, and some do not. */
function bare(name: string): string {
  return name.startsWith('sha256:') ? name.slice('sha256:'.length) : name;
}

function digestOf(name: string): string {
  return name.slice(name.indexOf('@') + 1);
}

/** Tags alone: what has come by its digest can be had again by it, a tag may have been loaded by hand. */
function otherNames({ tags }: NodeImage, wanted: readonly string[]): string[] {
  const names = new Set(wanted.map(withoutDigest).map(canonicalImage));
  return tags.filter((tag) => !names.has(canonicalImage(tag)));
}

/** `app:1@sha256:…` is `app:1`; without a tag it is its digest alone. */
function withoutDigest(image: string): string {
  const [named = ''] = image.split('@');
  return named.slice(named.lastIndexOf('/')).includes(':') ? named : image;
}

function userOf({ namespace, pod, running }: NodeContainer): string {
  return `pod ${namespace}/${pod}${running ? '' : ' (not running)'}`;
}

function listed(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return [...names.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
