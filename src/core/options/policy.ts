import { policyTimings } from '../steps/plan.ts';
import { ofHost, ofRun } from './option.ts';

/** A PowerfulSeal policy instead of a configuration. */
export const policy = {
  policy: ofHost({
    help: 'PowerfulSeal policy to run; it says what is started, probed and promised, and excludes the options that do',
    cli: { value: 'FILE' },
    action: {},
  }),
  policyTiming: ofRun('policyTiming', {
    type: ['oneOf', policyTimings],
    default: 'measured',
    help: '`measured`: measure how long it takes until the application is available, where the policy checks that; `literal`: wait and probe as PowerfulSeal does',
    more: 'Only with a policy.',
    cli: { value: 'HOW' },
  }),
} as const;
