import { describe, expect, it } from 'vitest';
import { watchSignals } from '../../../src/hosts/cli/signals.ts';
import { fakeContext } from './fake-context.ts';

function watch() {
  const context = fakeContext();
  const said: string[] = [];
  return { context, said, interrupts: watchSignals(context, (message) => said.push(message)) };
}

describe('Signals', () => {
  it('end the run at first, and leave the clean-up alone', () => {
    const { context, said, interrupts } = watch();
    context.signals.emit('SIGINT');
    expect(interrupts.signal.reason).toMatchObject({ code: 'interrupted', facts: { signal: 'SIGINT' } });
    expect(interrupts.cleanupSignal.aborted).toBe(false);
    expect(said).toEqual(['SIGINT: deleting what was created; once more to leave it behind']);
  });

  it('cut the clean-up short the second time, and say so', () => {
    const { context, said, interrupts } = watch();
    context.signals.emit('SIGINT');
    context.signals.emit('SIGTERM');
    expect(interrupts.cleanupSignal.aborted).toBe(true);
    expect(said[1]).toContain('"pod-start-slo clean" deletes what is left');
    expect(context.exits).toEqual([]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('end the process at once the third time: %s with %i', (signal, code) => {
    const { context } = watch();
    for (let count = 0; count < 3; count++) context.signals.emit(signal);
    expect(context.exits).toEqual([code]);
  });

  it('are Node’s own again afterwards', () => {
    const { context, interrupts } = watch();
    interrupts.stop();
    expect(context.signals.eventNames()).toEqual([]);
  });
});
