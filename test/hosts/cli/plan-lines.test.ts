import { expect, it } from 'vitest';
import { planLines } from '../../../src/hosts/cli/plan-lines.ts';
import { plain } from '../../../src/reports/wording/style.ts';
import { planOf } from '../../core/config/support.ts';

function linesOf(settings: Record<string, string>): string {
  return planLines(planOf({ settings: { image: 'app:2', port: '80', ...settings } }), plain).join('\n');
}

it('a plan says what it compares with, and how much slower is allowed', () => {
  const lines = linesOf({ baselineImage: 'app:1', maxRegression: '25%' });
  expect(lines).toContain('promises    nothing but no regression');
  expect(lines).toContain('compares    with app:1, alternately, 20 to 60 pairs; 25% slower is allowed');
});

it('a plan without a baseline compares nothing', () => {
  expect(linesOf({})).not.toContain('compares');
});

it('a plan says from how many to how many it scales, and how many pods it starts at once', () => {
  expect(linesOf({ experiment: 'scaling', scaleTo: '5' })).toContain(
    'does        scales from 1 replica to 5, waits for each new pod, and goes back',
  );
  expect(linesOf({ burst: '10' })).toContain('starts 10 pods at once');
  expect(linesOf({})).not.toContain('does ');
});

it('a plan says that a breach of a maximum is not confirmed, since one decides', () => {
  expect(linesOf({ objectives: 'max <= 30s' })).toContain('promises    max <= 30s; a single breach decides');
  expect(linesOf({ objectives: 'p95 <= 30s\nmax <= 60s' })).toContain(
    'a violation is confirmed with up to 60',
  );
});
