/**
 * Where the time of a start goes, in the order it goes there. Phases may overlap (an application starts while the
 * kubelet's readiness probing goes on), so they need not add up to the total. ARCHITECTURE.md defines each.
 */
export const phaseNames = [
  'scheduling',
  'sandbox',
  'image-pull',
  'init-containers',
  'container-start',
  'application',
  'readiness',
  'routing',
] as const;
export type PhaseName = (typeof phaseNames)[number];

export const phaseKeys = {
  scheduling: 'schedulingMs',
  sandbox: 'sandboxMs',
  'image-pull': 'imagePullMs',
  'init-containers': 'initContainersMs',
  'container-start': 'containerStartMs',
  application: 'applicationMs',
  readiness: 'readinessMs',
  routing: 'routingMs',
} as const satisfies Record<PhaseName, string>;
export type PhaseKey = (typeof phaseKeys)[PhaseName];

/** Milliseconds of each phase; null where it is unknown. */
export type Phases = Record<PhaseKey, number | null>;
