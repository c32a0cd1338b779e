import { describe, expect, it } from 'vitest';
import { issuesUrl } from '../../../src/core/errors.ts';
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
    expect(said[1]).toContain('"pod-start-slo clean" deletes the leftovers');
    expect(context.exits).toEqual([]);
  });

  it.each(['SIGHUP', 'SIGQUIT', 'SIGTERM'])('end the run whichever it is: %s', (signal) => {
    const { context, interrupts } = watch();
    context.signals.emit(signal);
    expect(interrupts.signal.reason).toMatchObject({ code: 'interrupted', facts: { signal } });
  });

  it('of a terminal that closes come several times, and cut nothing short', () => {
    const { context, said, interrupts } = watch();
    for (let count = 0; count < 4; count++) context.signals.emit('SIGHUP');
    expect(interrupts.signal.aborted).toBe(true);
    expect(interrupts.cleanupSignal.aborted).toBe(false);
    expect({ said: said.length, exits: context.exits }).toEqual({ said: 1, exits: [] });
  });

  it('of a terminal that closes mean nothing where they are ignored, as under nohup', () => {
    const context = { ...fakeContext(), ignoresHangup: true };
    const interrupts = watchSignals(context, () => undefined);
    context.signals.emit('SIGHUP');
    expect(interrupts.signal.aborted).toBe(false);
    expect(context.signals.eventNames()).not.toContain('SIGHUP');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGQUIT', 131],
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

describe('An error that nobody has caught', () => {
  it.each(['uncaughtException', 'unhandledRejection'])('ends the run in order: %s', (event) => {
    const { context, said, interrupts } = watch();
    context.signals.emit(event, new TypeError('x is undefined'));
    expect(interrupts.signal.reason).toMatchObject({
      code: 'bug',
      message: 'unexpected: x is undefined',
      facts: { hint: expect.stringContaining(`report it at ${issuesUrl}`) as string },
    });
    expect(interrupts.cleanupSignal.aborted).toBe(false);
    expect(said).toEqual(['error: unexpected: x is undefined; deleting what was created']);
  });

  it('is told once, however many come of it, and a signal still cuts the clean-up short', () => {
    const { context, said, interrupts } = watch();
    for (let count = 0; count < 5; count++) context.signals.emit('uncaughtException', new Error('again'));
    expect(said).toHaveLength(1);
    context.signals.emit('SIGINT');
    expect(interrupts.cleanupSignal.aborted).toBe(true);
  });
});
