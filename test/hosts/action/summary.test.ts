import { describe, expect, it } from 'vitest';
import { PodStartSloError, usageError } from '../../../src/core/errors.ts';
import { cutMarkdown, summaryOf } from '../../../src/hosts/action/summary.ts';
import { renderMarkdown } from '../../../src/reports/markdown/markdown.ts';
import { makeIteration, makeResult } from '../../make-result.ts';

const result = makeResult({ scenarios: [{ iterations: [makeIteration()], objectives: ['p95 <= 30s'] }] });

describe('The job summary', () => {
  it('is the report', () => {
    expect(summaryOf({ result, failure: null }, null)).toBe(renderMarkdown(result));
  });

  it('lists the problems where nothing was measured, with nothing of them being Markdown', () => {
    const failure = usageError([
      { field: 'port', value: '`|<b>', message: 'must be *a* number', fix: 'write --wait' },
    ]);
    expect(summaryOf({ result: null, failure }, null)).toBe(
      '**WRONG INPUTS**: invalid input\n\n- `port`: must be \\*a\\* number (got `ˋ¦<b>`)<br>write cluster.wait\n',
    );
  });

  it('says what a cluster refused and what to do about it', () => {
    const failure = new PodStartSloError('cluster', 'may not create pods', { hint: 'grant it' });
    expect(summaryOf({ result: null, failure }, null)).toBe(
      '**NO VERDICT**: may not create pods\n\ngrant it\n',
    );
  });
});

describe('A report that is too long for GitHub', () => {
  const long = `first\n\n<details><summary>more</summary>\n\n${'é line\n'.repeat(200_000)}\n</details>\n`;

  it('is cut at the end of a line, with a note that tells where all of it is', () => {
    const cut = cutMarkdown(long, '/tmp/result.json');
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(1024 * 1024);
    expect(Buffer.byteLength(cut)).toBeGreaterThan(1024 * 1024 - 200);
    expect(cut).toMatch(/é line\n\n<\/details>\n\n\*\*The report is too long.*`\/tmp\/result\.json`\.\n$/);
  });

  it('has no part left open that would hide the note', () => {
    expect(cutMarkdown(long, null).match(/<details>/g)).toHaveLength(1);
    expect(cutMarkdown(long, null).match(/<\/details>/g)).toHaveLength(1);
    expect(cutMarkdown('a line\n'.repeat(100), null, 200)).not.toContain('</details>');
  });

  it.each([
    ['mermaid', 'a chart'],
    ['text', 'the log of a pod'],
  ])('is never cut inside of a block of code: %s', (language, title) => {
    const part = (name: string): string =>
      `<details open><summary>${name}</summary>\n\n\`\`\`${language}\n${'line\n'.repeat(300)}\`\`\`\n\n</details>\n\n`;
    const parts = `${part('first')}${part(title)}`;
    for (let most = 400; most < Buffer.byteLength(parts); most += 97) {
      const cut = cutMarkdown(parts, null, most);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
      expect((cut.match(/^```/gm) ?? []).length % 2).toBe(0);
      expect(cut.match(/<\/details>/g)?.length).toBe(cut.match(/<details/g)?.length);
      expect(cut).toMatch(/\n\n\*\*The report is too long[^`]*$/);
    }
  });

  it('is left alone when it fits', () => {
    expect(cutMarkdown('short\n', null)).toBe('short\n');
  });
});
