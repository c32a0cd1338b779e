/** Reason of a condition: the Service could not be probed at all. Whoever tried reports it. */
export const notProbed = 'NotAsked';
