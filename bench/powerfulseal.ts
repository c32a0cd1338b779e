import { messageOf } from '../src/core/errors.ts';
import { start } from '../test/cluster/support/command.ts';
import { environment } from '../test/cluster/support/environment.ts';
import { haveGoldpinger } from '../test/cluster/support/goldpinger.ts';
import { kubectl } from '../test/cluster/support/kubectl.ts';
import { experiment3, runPolicy, type PolicyRun } from '../test/cluster/support/policy.ts';
import { routeToNode } from '../test/cluster/support/route.ts';
import { waitFor } from '../test/cluster/support/waiting.ts';
import { join } from 'node:path';
import { installPowerfulSeal } from './powerfulseal/install.ts';
import { row, title } from './print.ts';

/**
 * The book's policy, unchanged, on one cluster: how long PowerfulSeal takes to its first verdict, how long this takes,
 * and what each one tells. Both ask the Service at its own address, to which a route leads for as long as this lasts.
 */
export async function powerfulSealBench(): Promise<void> {
  title('experiment3.yml, unchanged: ms to a verdict, from the start of the program');
  let python: string;
  try {
    python = await installPowerfulSeal();
  } catch (error) {
    console.log(`  PowerfulSeal cannot be installed here: ${messageOf(error)}`);
    return;
  }
  await haveGoldpinger();
  await using cleanup = new AsyncDisposableStack();
  cleanup.use(await routeToNode(await serviceNetwork()));
  const theirs = await runTheirs(python);
  const one = await runOurs(1);
  const twenty = await runOurs(20);
  const ratio = (ms: number): string => `${(ms / theirs.verdictMs).toFixed(2)} × PowerfulSeal`;
  row('PowerfulSeal 3.1.0, one run', theirs.verdictMs, `tells: ${theirs.verdict}; no time`);
  row('pod-start-slo, 1 start + 1 warm-up', one.verdictMs, `${ratio(one.verdictMs)}; tells: ${one.tells}`);
  row(
    'pod-start-slo, 20 starts + 1 warm-up',
    twenty.verdictMs,
    `${ratio(twenty.verdictMs)}; tells: ${twenty.tells}`,
  );
  const perStart = twenty.verdictMs / 20 / theirs.verdictMs;
  console.log(`  a start judged takes ${perStart.toFixed(2)} × the time of a run of PowerfulSeal`);
}

/** Kubernetes' own Service has the first address of the network of all Services; kind's network is a /16. */
async function serviceNetwork(): Promise<string> {
  const ip = await kubectl(['get', 'service', 'kubernetes', '-o', 'jsonpath={.spec.clusterIP}']);
  return `${ip.split('.').slice(0, 2).join('.')}.0.0/16`;
}

/** Without `runs` it goes on for ever, so it is ended once it has said what came of the first run. */
async function runTheirs(python: string): Promise<{ verdictMs: number; verdict: string }> {
  const script = join(import.meta.dirname, 'powerfulseal/run.py');
  const flags = [
    '--no-cloud',
    '--inventory-kubernetes',
    '--headless',
    '--kubeconfig',
    environment().kubeconfig,
  ];
  const beganMs = performance.now();
  const running = start(python, [script, 'autonomous', '--policy-file', experiment3, ...flags], {
    timeoutMs: 180_000,
  });
  const said = (pattern: RegExp): Promise<RegExpExecArray> =>
    waitFor(
      String(pattern),
      () => {
        const { stdout, stderr } = running.output();
        if (running.child.exitCode !== null) throw new Error(`it ended:\n${stderr}`);
        return pattern.exec(stdout + stderr);
      },
      120_000,
    );
  try {
    const [line] = await said(/Scenario finished|Step returned failure/);
    const verdictMs = performance.now() - beganMs;
    await said(/Cleanup done/);
    return { verdictMs, verdict: line === 'Scenario finished' ? 'passed' : 'failed' };
  } finally {
    running.child.kill('SIGKILL');
    await running.ended;
  }
}

async function runOurs(iterations: number): Promise<{ verdictMs: number; tells: string }> {
  const beganMs = performance.now();
  const run = await runPolicy(experiment3, ['--iterations', `${iterations}`]);
  return { verdictMs: performance.now() - beganMs, tells: tellsOf(run) };
}

function tellsOf({ result, code }: PolicyRun): string {
  const summary = result.scenarios[0]?.summary;
  const ms = (value: number | null | undefined): string => (value == null ? '—' : `${value.toFixed(0)} ms`);
  const via = result.measurement.via ?? 'no path';
  return `${result.verdict ?? 'nothing'} (exit code ${code ?? '—'}), p50 ${ms(summary?.p50Ms)}, p95 ${ms(summary?.p95Ms)}, max ${ms(summary?.maxMs)}, via ${via}`;
}
