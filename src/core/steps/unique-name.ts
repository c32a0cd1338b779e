const longestName = 63;

/** A policy may give one name to several scenarios; in a result, and in metrics, each has its own. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  const base = Array.from(name.replaceAll(/\p{C}/gu, ' ').trim()).slice(0, longestName).join('').trim();
  const free = (candidate: string): boolean => candidate !== '' && !taken.has(candidate);
  if (free(base)) return base;
  const stem = Array.from(base)
    .slice(0, longestName - 5)
    .join('')
    .trim();
  for (let count = 2; ; count += 1) if (free(`${stem} (${count})`)) return `${stem} (${count})`;
}
