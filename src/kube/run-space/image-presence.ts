import type { NodeInfo } from './cluster-facts.ts';

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

  /**
   * Whether the node had the image before; null where nobody knows. That a node's status does not list it proves
   * nothing: the kubelet looks every 30 s and reports every 10 s (kubernetes/pkg/kubelet/images/image_gc_manager.go),
   * and what `kind load` brought a moment ago is there though not listed. The list is also cut after 50 images.
   */
  has(nodeName: string | null, image: string): boolean | null {
    if (this.#removedBeforeEach) return false;
    const node = this.#nodes.get(nodeName ?? '');
    if (nodeName !== null && this.#started.has(`${nodeName} ${canonicalImage(image)}`)) return true;
    const isListed = [...(node?.images ?? [])].some((name) => canonicalImage(name) === canonicalImage(image));
    return isListed ? true : null;
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
