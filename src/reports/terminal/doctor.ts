import type { Check, DoctorReport } from '../../core/doctor/report.ts';
import type { Finding } from '../../core/doctor/finding.ts';
import { cleanText } from '../wording/clean.ts';
import { tableWidth } from './paragraph.ts';
import type { Role, Style } from '../wording/style.ts';
import { hang, padEnd } from './width.ts';

const words: Readonly<Record<Check['status'], readonly [word: string, role: Role]>> = {
  ok: ['ok', 'good'],
  warning: ['warning', 'doubtful'],
  problem: ['PROBLEM', 'bad'],
  'not-checked': ['–', 'faint'],
};
const wordWidth = 9;
const nameWidth = 13;

/** The report of `doctor`: a line for each check, and the fixes below it. */
export function renderDoctor(report: DoctorReport, style: Style): string {
  const lines = [
    ...headLines(report, style),
    '',
    ...checksLines(report.checks, style),
    '',
    ...roleLines(report, style),
    conclusion(report, style),
  ];
  return `${lines.join('\n')}\n`;
}

function headLines({ plan, cluster }: DoctorReport, style: Style): string[] {
  const { scenarios, isExample, namespace } = plan;
  const what = isExample
    ? 'no plan given: one image with a Service'
    : scenarios.join(', ') || 'a policy, step by step';
  const where = namespace === null ? 'a namespace that the run creates' : `namespace ${namespace}`;
  const facts = [
    ['plan', `${what}; in ${where}`],
    ['cluster', `${cluster.provider}${cluster.context === null ? '' : `, context ${cluster.context}`}`],
  ] as const;
  return facts.flatMap(([label, text]) => {
    const lead = padEnd(label, 9);
    return hang(lead, cleanText(text), tableWidth).map((line) =>
      line.replace(lead, () => style('faint', lead)),
    );
  });
}

/** Skipped checks with the same reason share a line. */
function checksLines(checks: readonly Check[], style: Style): string[] {
  const reasons = Map.groupBy(checks.filter(isSkipped), ({ summary }) => summary);
  return checks.flatMap((check) => {
    const together = isSkipped(check) ? (reasons.get(check.summary) ?? []) : [check];
    if (together[0] !== check) return [];
    if (together.length < 3) return together.flatMap((each) => checkLines(each, style));
    const names = together.map(({ name }) => name).join(', ');
    return checkLines({ ...check, name: 'others', summary: `${check.summary} (${names})` }, style);
  });
}

function isSkipped({ status }: Check): boolean {
  return status === 'not-checked';
}

interface Line extends Omit<Check, 'name'> {
  name: Check['name'] | 'others';
}

function checkLines({ name, status, summary, findings }: Line, style: Style): string[] {
  const [word, role] = words[status];
  const lead = padEnd(word, wordWidth) + padEnd(name, nameWidth);
  const text = status === 'not-checked' ? `not checked: ${summary}` : summary;
  const [first = '', ...rest] = hang(lead, cleanText(text), tableWidth);
  return [
    first.replace(word, () => style(role, word)),
    ...rest,
    ...findings.flatMap((finding) => findingLines(finding, style)),
  ];
}

const indent = ' '.repeat(wordWidth + nameWidth);
const roles: Readonly<Record<Finding['level'], Role>> = {
  problem: 'bad',
  warning: 'doubtful',
  info: 'faint',
};

function findingLines({ level, message, fix }: Finding, style: Style): string[] {
  const mark = level === 'info' ? 'note:' : `${level}:`;
  const [first = '', ...rest] = hang(indent, `${mark} ${cleanText(message)}`, tableWidth);
  return [
    first.replace(mark, () => style(roles[level], mark)),
    ...rest,
    ...(fix === null ? [] : hang(`${indent}→ `, cleanText(fix), tableWidth)),
  ];
}

/** The Role, if a required right is missing. */
function roleLines({ permissions, role }: DoctorReport, style: Style): string[] {
  const isMissing = permissions.some(({ level, allowed }) => level === 'required' && !allowed);
  if (!isMissing || role === null) return [];
  return [
    style('strong', '# The rights that this plan requires (doctor --format role prints only these):'),
    role,
  ];
}

function conclusion({ status, checks }: DoctorReport, style: Style): string {
  const count = (wanted: Check['status']): number => checks.filter((check) => check.status === wanted).length;
  const counts = [
    `${count('ok')} ok`,
    `${count('warning')} with warnings`,
    `${count('problem')} with problems`,
    `${count('not-checked')} not checked`,
  ];
  const [word, role] = words[status];
  return `${style(role, word)}: ${counts.join(', ')}; nothing was created`;
}
