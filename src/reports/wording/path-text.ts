import type { Result, ScenarioResult } from '../../core/result.ts';

/** The path and the port that were probed: `via node-port, port 80 (http)`; null where neither is known. */
export function pathText(
  { servicePort }: Pick<ScenarioResult, 'servicePort'>,
  { via }: Pick<Result['measurement'], 'via'>,
): string | null {
  const path = via === null ? [] : [`via ${via}`];
  const port = servicePort === undefined ? [] : [portText(servicePort)];
  const parts = [...path, ...port];
  return parts.length === 0 ? null : parts.join(', ');
}

/** `port 80 (http)`; the scheme follows where the name does not say https. */
export function portText({ name, number, scheme }: NonNullable<ScenarioResult['servicePort']>): string {
  const labels = [name, scheme === 'https' && name !== 'https' ? 'https' : null].filter(
    (each) => each !== null,
  );
  return `port ${number}${labels.length === 0 ? '' : ` (${labels.join(', ')})`}`;
}
