/** Plain lines for a terminal; every benchmark prints with these. */
export function title(text: string): void {
  console.log(`\n${text}`);
}

export function row(name: string, ms: number, note: string): void {
  console.log(`  ${name.padEnd(36)} ${ms.toFixed(1).padStart(9)}  ${note}`);
}

/** Median of a sample, the lower of two middles. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? Number.NaN;
}
