import type { NodeInfo } from './cluster-facts.ts';

/** A node's status lists this many images at most by default (KubeletConfiguration nodeStatusMaxImages). */
const mostListed = 50;

/** Which images the nodes have, as far as anybody knows: to tell a pull of layers from a mere look-up of a digest. */
export class ImagePresence {
  readonly #nodes: ReadonlyMap<string, NodeInfo>;
  readonly #started = new Set<string>();
  readonly #removedBeforeEach: boolean;

  constructor(nodes: readonly NodeInfo[] | null, removedBeforeEach: boolean) {
    this.#nodes = new Map((nodes ?? []).map((node) => [node.name, node]));
    this.#removedBeforeEach = removedBeforeEach;
  }

  /** A container of this image has started on the node: from now on it has it. */
  remember(nodeName: string, image: string): void {
    this.#started.add(`${nodeName} ${canonicalImage(image)}`);
  }

  /** Whether the node had the image before; null where nobody knows. */
  has(nodeName: string | null, image: string): boolean | null {
    if (this.#removedBeforeEach) return false;
    const node = this.#nodes.get(nodeName ?? '');
    if (nodeName !== null && this.#started.has(`${nodeName} ${canonicalImage(image)}`)) return true;
    if (node === undefined) return null;
    if ([...node.images].some((name) => canonicalImage(name) === canonicalImage(image))) return true;
    return node.images.size >= mostListed ? null : false;
  }
}

/** `nginx` is `docker.io/library/nginx:latest` (https://pkg.go.dev/github.com/distribution/reference#ParseNormalizedNamed). */
export function canonicalImage(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const named = hasRegistry ? image : `docker.io/${rest.length > 0 ? '' : 'library/'}${image}`;
  const last = named.slice(named.lastIndexOf('/'));
  return last.includes(':') || last.includes('@') ? named : `${named}:latest`;
}
