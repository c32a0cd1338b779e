/** As a DaemonSet does it: the scheduler places the pod, on this node or on none. */
export function onNode(name: string): unknown {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [name] }];
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } };
}
