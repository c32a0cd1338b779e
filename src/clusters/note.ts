import type { ProviderDeps } from './provider.ts';

/** Tells what is done, for people who wait. */
export function note({ report }: Pick<ProviderDeps, 'report'>, message: string): void {
  report({ kind: 'note', level: 'info', message: message.trim() });
}

/** Tells what people should look at. */
export function warn({ report }: Pick<ProviderDeps, 'report'>, message: string): void {
  report({ kind: 'note', level: 'warning', message });
}
