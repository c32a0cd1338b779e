import { canonicalImage } from '../../core/image-cache/canonical.ts';
import type { NodeInfo } from './cluster-facts.ts';

/** Which images the nodes have, as far as anybody knows: to tell a pull of layers from a mere look-up of a digest. */
export class ImagePresence {
  readonly #listed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Nodes on which containers of an image have started. */
  readonly #started = new Map<string, Set<string>>();
  /** Removed for the iteration under way, and from which nodes: null is all. */
  readonly #removed = new Map<string, ReadonlySet<string> | null>();
  /** Removed once: whether a later start brought them back is known only where it came to a container. */
  readonly #doubtful = new Set<string>();

  constructor(nodes: readonly NodeInfo[] | null) {
    this.#listed = new Map(
      (nodes ?? []).map(({ name, images }) => [name, new Set([...images].map(canonicalImage))]),
    );
  }

  /** @param nodes null is all */
  rememberRemoval(images: readonly string[], nodes: ReadonlySet<string> | null): void {
    for (const image of images.map(canonicalImage)) {
      this.#started.delete(image);
      this.#removed.set(image, nodes);
      this.#doubtful.add(image);
    }
  }

  /** An iteration has ended: containers of these images have started on the node, so from now on it has them. */
  rememberStarts(nodeName: string | null, images: readonly string[]): void {
    this.#removed.clear();
    if (nodeName === null) return;
    for (const image of images.map(canonicalImage))
      this.#started.set(image, (this.#started.get(image) ?? new Set()).add(nodeName));
  }

  /**
   * Whether the node had the image before; null where nobody knows. That a node's status does not list it proves
   * nothing: the kubelet looks every 30 s and reports every 10 s (kubernetes/pkg/kubelet/images/image_gc_manager.go),
   * and what `kind load` brought a moment ago is there though not listed. The list is also cut after 50 images.
   */
  has(nodeName: string | null, image: string): boolean | null {
    const name = canonicalImage(image);
    const from = this.#removed.get(name);
    if (from === null) return false;
    if (nodeName === null) return null;
    if (from?.has(nodeName) === true) return false;
    if (this.#started.get(name)?.has(nodeName) === true) return true;
    const isListed = !this.#doubtful.has(name) && this.#listed.get(nodeName)?.has(name) === true;
    return isListed ? true : null;
  }
}
