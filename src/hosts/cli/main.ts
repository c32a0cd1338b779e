#!/usr/bin/env node
import module from 'node:module';
import { plain } from '../../reports/wording/style.ts';
import { endWithoutVerdict } from '../shared/uncaught.ts';
import { toolVersion } from '../shared/version.ts';
import { lostReport, surviveFailures, writeText } from '../shared/written-output.ts';
import { printError } from './print-error.ts';

const args = process.argv.slice(2);
const oldestNode = 24;
const [usage, noVerdict] = [2, 3];
// Whatever goes wrong from here on, exit code 1 would mean a violated objective.
const finish = endWithoutVerdict(process, noVerdict, (error) => printError(error, process, plain));
const written = { stdout: surviveFailures(process.stdout), stderr: surviveFailures(process.stderr) };
if (Number.parseInt(process.versions.node) < oldestNode) {
  // Said here, since an older Node does not even understand the rest.
  process.stderr.write(
    `error: Node ${process.versions.node} is too old: pod-start-slo needs ${oldestNode} or later\n`,
  );
  finish(usage);
} else if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  // Asked by scripts, often: nothing else is loaded for it.
  const failure = await writeText(process.stdout, `${toolVersion}\n`);
  if (failure !== null) process.stderr.write(lostReport(failure));
  finish(failure === null ? 0 : noVerdict);
} else {
  // Compiled once, kept in Node's own cache: a third of the start-up otherwise.
  module.enableCompileCache();
  const { runProcess } = await import('./process.ts');
  await runProcess(args, written, finish);
}
