import { messageOf, unexpected } from '../../core/errors.ts';
import { Log } from './log.ts';
import type { OutputVerdict } from './conclusion.ts';
import type { Toolkit } from './toolkit.ts';

/** What shows the stack of a bug. */
export const stackSource = 'the log of a run with debug logging has';

/** Reports what went wrong where nothing else can: nothing was measured, so there is no verdict. */
export function tellUncaught(thrown: unknown, toolkit: Toolkit): void {
  const log = new Log(toolkit);
  const { message, facts } = unexpected(thrown, stackSource);
  const verdict: OutputVerdict = 'cluster';
  try {
    toolkit.output('verdict', verdict);
  } catch (error) {
    log.say(`warning: the outputs could not be set: ${messageOf(error)}`);
  }
  log.annotate('error', 'No verdict on the SLO', [message, facts.hint ?? ''].join('\n').trim());
}

/** Post never fails the job; what it could not do is a warning. */
export function warnUncaught(thrown: unknown, toolkit: Toolkit): void {
  const { message, facts } = unexpected(thrown, stackSource);
  const lines = ['objects that the step created may still exist', message, facts.hint ?? ''];
  new Log(toolkit).annotate('warning', 'The clean-up failed', lines.join('\n').trim());
}
