/** What one iteration does. ARCHITECTURE.md says what each of them times. */
export const experimentNames = ['pod-start', 'healing', 'scaling'] as const;
export type ExperimentName = (typeof experimentNames)[number];

/** How a pod is made to go: deleted with its grace period, deleted at once, or its container killed in place. */
export const killMethods = ['delete', 'force', 'container'] as const;
export type KillMethod = (typeof killMethods)[number];

/** Which of the pods that may be killed is. */
export const targetPodChoices = ['random', 'oldest'] as const;
export type TargetPodChoice = (typeof targetPodChoices)[number];

/** Kinds that keep a number of pods alive, so that a killed one is replaced. */
export const controllerKinds = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;
export type ControllerKind = (typeof controllerKinds)[number];
