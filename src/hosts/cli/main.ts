#!/usr/bin/env node
import module from 'node:module';
import { toolVersion } from '../shared/version.ts';

const args = process.argv.slice(2);
const oldestNode = 24;
if (Number.parseInt(process.versions.node) < oldestNode) {
  // Said here, since an older Node does not even understand the rest; exit code 1 would mean a violated objective.
  process.stderr.write(
    `error: Node ${process.versions.node} is too old: pod-start-slo needs ${oldestNode} or later\n`,
  );
  process.exitCode = 2;
} else if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  // Asked by scripts, often: nothing else is loaded for it.
  process.stdout.write(`${toolVersion}\n`);
} else {
  // Compiled once, kept in Node's own cache: a third of the start-up otherwise.
  module.enableCompileCache();
  const { runProcess } = await import('./process.ts');
  await runProcess(args);
}
