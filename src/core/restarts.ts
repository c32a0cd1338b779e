import type { Restart } from './result.ts';

/** `c was restarted once (exit code 1)`; what it cost stands beside it. */
export function describeRestart({ container, count, exitCodes }: Restart): string {
  return `${container} was restarted ${count === 1 ? 'once' : `${count} times`}${exitText(exitCodes)}`;
}

/** ` (exit code 137)`, ` (exit codes 1, 137)`; empty where none is known. */
export function exitText(codes: Restart['exitCodes']): string {
  const known = [...new Set(codes.filter((code) => code !== null))];
  if (known.length === 0) return '';
  return ` (exit code${known.length === 1 ? '' : 's'} ${known.join(', ')})`;
}
