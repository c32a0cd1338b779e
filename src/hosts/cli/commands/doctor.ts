import type { DoctorReport } from '../../../core/doctor/report.ts';
import { PodStartSloError, usageError, type Problem } from '../../../core/errors.ts';
import type { Plan } from '../../../core/plan.ts';
import { renderDoctor } from '../../../reports/terminal/doctor.ts';
import { renderJson } from '../../../reports/formats/json.ts';
import { resolveInput } from '../../shared/resolve-input.ts';
import type { ClusterChoice } from '../../../clusters/choice.ts';
import { clusterChoiceOf } from '../cluster-choice.ts';
import { styleFor } from '../color.ts';
import type { Action } from '../command-action.ts';
import { exitCodes } from '../exit-code.ts';
import type { FlagValues } from '../flag-values.ts';
import { runInputOf, saysWhatToStart } from '../run-input.ts';
import { throwIfFailed } from '../../shared/uncaught.ts';
import { watchSignals } from '../signals.ts';
import type { Context } from '../streams.ts';

/** Says whether a run would work on the cluster, and what to do where not. */
export const doctor: Action = async (flags, context) => {
  const { format, ...prepared } = await prepare(flags);
  const interrupts = watchSignals(context, (message) => void context.stderr.write(`${message}\n`));
  const { signal } = interrupts;
  try {
    const { startDoctor } = await import('../../start-doctor.ts');
    const report = await startDoctor({ ...prepared, env: context.env, signal });
    throwIfFailed(signal);
    print(report, format, flags, context);
    return report.status === 'problem' ? exitCodes.noVerdict : 0;
  } catch (error) {
    throw signal.aborted && !(error instanceof PodStartSloError) ? signal.reason : error;
  } finally {
    interrupts.stop();
  }
};

const formats = ['text', 'json', 'role'] as const;
type Format = (typeof formats)[number];

interface Prepared {
  plan: Plan;
  isExample: boolean;
  cluster: ClusterChoice;
  format: Format;
}

/** What is checked where there is no plan yet: the rights and the objects of the start of any image. */
const example = { image: 'registry.k8s.io/pause:3.10.1', port: '80' };

/** @throws PodStartSloError usage, with everything that is wrong */
async function prepare(flags: FlagValues): Promise<Prepared> {
  const problems: Problem[] = [];
  const named = flags.text('format') ?? 'text';
  const format = formats.find((each) => each === named);
  if (format === undefined)
    problems.push({ field: '--format', value: named, message: `must be ${formats.join(', ')}` });
  const input = runInputOf(flags);
  const isExample = !saysWhatToStart(input);
  const settings = isExample ? { ...example, ...input.settings } : input.settings;
  const resolution = await resolveInput({ ...input, settings });
  const cluster = clusterChoiceOf(resolution.cluster, problems);
  if ('problems' in resolution) throw usageError([...problems, ...resolution.problems]);
  if (format === undefined || problems.length > 0) throw usageError(problems);
  return { plan: resolution.plan, isExample, cluster, format };
}

/** With `--format role` the YAML alone is on standard output, and the rest where errors go. */
function print(report: DoctorReport, format: Format, flags: FlagValues, context: Context): void {
  const { stdout, stderr } = context;
  if (format === 'json') stdout.write(renderJson(report));
  else if (format === 'role' && report.role !== null) stdout.write(report.role);
  else {
    const stream = format === 'role' ? stderr : stdout;
    stream.write(renderDoctor(report, styleFor(stream, !flags.has('no-color'))));
  }
}
