/** A ratio as the change it is: `+12%` of 1.12, `−3.4%` of 0.966. */
export function signedPercent(ratio: number): string {
  const sign = ratio > 1 ? '+' : ratio < 1 ? '−' : '±';
  return `${sign}${percent(Math.abs(ratio - 1))}`;
}

/** A share as people write it: `25%` of 0.25, `3.4%` of 0.0338. */
export function percent(share: number): string {
  const inHundred = share * 100;
  return `${inHundred < 9.95 ? Number(inHundred.toFixed(1)) : Math.round(inHundred)}%`;
}
