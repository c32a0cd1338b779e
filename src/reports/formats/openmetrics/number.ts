/** A number as both text formats write it: `2.34`, `+Inf`, `NaN`. */
export function printNumber(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}

/** The same in the canonical form that OpenMetrics asks of bounds and quantiles: `1.0`, `0.25`, `+Inf`. */
export function canonical(value: number): string {
  const text = printNumber(value);
  return Number.isInteger(value) ? `${text}.0` : text;
}
