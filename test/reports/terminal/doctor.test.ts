import { expect, it } from 'vitest';
import type { Check, DoctorReport } from '../../../src/core/doctor/report.ts';
import { renderDoctor } from '../../../src/reports/terminal/doctor.ts';
import { plain } from '../../../src/reports/wording/style.ts';

const missing: DoctorReport['permissions'][number] = {
  ...{ verb: 'create', group: '', resource: 'pods', namespace: 'ci', name: null },
  ...{ level: 'required', via: null, why: 'a Pod is made', allowed: false },
};
const because = 'the credentials are not accepted';
const skipped = (name: Check['name']): Check => ({
  name,
  status: 'not-checked',
  summary: because,
  findings: [],
});

const report: DoctorReport = {
  schemaVersion: 1,
  toolVersion: '1.0.0',
  checkedAt: '2026-11-26T00:00:00.000Z',
  status: 'problem',
  cluster: { provider: 'existing', context: 'prod', server: 'https://api', proxy: null, user: 'jane' },
  plan: { scenarios: ['web'], isExample: false, namespace: 'ci' },
  checks: [
    { name: 'server', status: 'ok', summary: 'https://api answers in 5 ms', findings: [] },
    {
      name: 'permissions',
      status: 'problem',
      summary: '9 of 10 required rights',
      findings: [
        { level: 'problem', message: 'no permission to create pods', fix: 'Have the Role below applied' },
        { level: 'info', message: 'without list nodes: the report names no nodes', fix: null },
      ],
    },
    ...[skipped('version'), skipped('nodes'), skipped('quota')],
  ],
  permissions: [missing],
  role: 'kind: Role\n',
};

it('a line for each check, what to do below it, and the Role where one is missing', () => {
  expect(renderDoctor(report, plain)).toBe(`plan     web; in namespace ci
cluster  existing, context prod

ok       server       https://api answers in 5 ms
PROBLEM  permissions  9 of 10 required rights
                      problem: no permission to create pods
                      → Have the Role below applied
                      note: without list nodes: the report names no nodes
–        others       not checked: the credentials are not accepted (version,
                      nodes, quota)

# The rights that this plan requires (doctor --format role prints only these):
kind: Role

PROBLEM: 1 ok, 0 with warnings, 1 with problems, 3 not checked; nothing was created
`);
});

it('shows no Role where nothing required is missing', () => {
  const text = renderDoctor({ ...report, permissions: [{ ...missing, allowed: true }] }, plain);
  expect(text).not.toContain('kind: Role');
});

it('cleans what the cluster says', () => {
  const dangerousText = 'a\u001B[31mred\u0008\u0085 b';
  const said = { level: 'warning', message: dangerousText, fix: dangerousText } as const;
  const check: Check = { name: 'admission', status: 'warning', summary: dangerousText, findings: [said] };
  const text = renderDoctor({ ...report, checks: [check] }, plain);
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
});
