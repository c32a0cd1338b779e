#!/usr/bin/env node
import { toolVersion } from '../shared/version.ts';

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  // Asked by scripts, often: nothing else is loaded for it.
  process.stdout.write(`${toolVersion}\n`);
} else {
  const { runProcess } = await import('./process.ts');
  await runProcess(args);
}
