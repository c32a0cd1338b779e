import { describe, expect, it } from 'vitest';
import { reportAction } from '../../../src/hosts/action/report-action.ts';
import { fakeHost } from './fake-host.ts';

describe('The action report', () => {
  it('fails with wrong inputs, and names them', async () => {
    const host = fakeHost({ comment: 'sometimes' });
    expect(await reportAction(host)).toBe(1);
    expect(host.annotations).toMatchObject([
      {
        level: 'error',
        message: expect.stringContaining('comment: must be on-violation, on-change') as string,
      },
    ]);
  });

  it('says so, and passes, where no run has started it', async () => {
    const host = fakeHost({}, { GITHUB_EVENT_NAME: 'push' });
    expect(await reportAction(host)).toBe(0);
    expect(host.lines.join('\n')).toContain('nothing to report');
    expect(host.signals.eventNames()).toEqual([]);
  });
});
