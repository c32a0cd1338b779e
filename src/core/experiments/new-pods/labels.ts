const total = 'time until all answer';
const ready = 'all Ready';

/** What every experiment that waits for several new pods calls its times. */
export const newPodsLabels = { total, ready, short: { total, ready }, median: 'start' };
