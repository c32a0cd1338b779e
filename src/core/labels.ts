/** On everything a run creates, so that it can be found again, and nothing else is ever deleted. */
export const runIdLabel = 'pod-start-slo/run-id';
