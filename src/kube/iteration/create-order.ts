import type { Placed } from '../api/objects.ts';

/** Requests under way at the same time: more of them would only wait in the API server instead of here. */
export const createsAtOnce = 10;

/** The objects in their order, those that may be created at the same time together: Pods that follow each other. */
export function createOrder(objects: readonly Placed[]): Placed[][] {
  const turns: Placed[][] = [];
  for (const placed of objects) {
    const last = turns.at(-1);
    const isPod = placed.object.kind === 'Pod';
    if (isPod && last?.[0]?.object.kind === 'Pod') last.push(placed);
    else turns.push([placed]);
  }
  return turns;
}
