/** 0.1 of `10%`; NaN where the text begins with no number. */
export function shareOf(percentage: string): number {
  return parseFloat(percentage) / 100;
}
