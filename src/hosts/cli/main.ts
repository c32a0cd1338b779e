#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { toolVersion } from '../shared/version.ts';

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  // Asked by scripts, often: nothing else is loaded for it.
  process.stdout.write(`${toolVersion}\n`);
} else {
  // Compiled once, kept in Node's own cache: a third of the start-up otherwise.
  enableCompileCache();
  const { runProcess } = await import('./process.ts');
  await runProcess(args);
}
