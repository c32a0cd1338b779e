import type { ProbeTarget } from './target.ts';

interface Failed {
  target: Pick<ProbeTarget, 'via' | 'host' | 'address'>;
  error: string | null;
}

/** The last error of each way at its best address: `node-port 172.18.0.2:31234: ECONNREFUSED; api-proxy: HTTP 503`. */
export function lastErrors(tried: readonly Failed[]): string {
  const texts = new Map<string, string>();
  for (const { target, error } of tried)
    if (error !== null && !texts.has(target.via))
      texts.set(target.via, `${whereOf(target)}: ${withoutWay(error, target)}`);
  return [...texts.values()].join('; ');
}

/** A way through the API server has no address of its own to name. */
function whereOf({ via, host, address }: Failed['target']): string {
  return host === null ? via : `${via} ${URL.parse(address)?.host ?? host}`;
}

function withoutWay(error: string, { via }: Failed['target']): string {
  return error.startsWith(`${via}: `) ? error.slice(via.length + 2) : error;
}

/** Tells a text when it is another one than before; nothing where nobody listens. */
export function whenChanged(textOf: () => string, tell: ((text: string) => void) | undefined): () => void {
  let told = '';
  return () => {
    const text = tell === undefined ? told : textOf();
    if (text === told) return;
    told = text;
    tell?.(text);
  };
}
