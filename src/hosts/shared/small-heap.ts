import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap near what is in use. While much is allocated, as with the events of a thousand pods, V8 would give young
 * objects many times the room they start with, and let old ones grow to several times what is left after a collection.
 * docs/measuring.md#what-a-measurement-costs has what collecting more often costs.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=30');
}
