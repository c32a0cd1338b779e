import { existsSync } from 'node:fs';
import { usageError, type Problem } from '../../core/errors.ts';
import { runCommand, type CommandOptions } from './command.ts';
import { requireEngine } from './require-engine.ts';

/**
 * Checks what a cluster in containers needs, before anything is created: that the container engine can be used, and
 * that it has every image that is to be loaded. @throws PodStartSloError usage with all images that are missing; cluster
 * where the engine cannot be used
 */
export async function requireImages(
  engine: string,
  images: readonly string[],
  options: CommandOptions,
): Promise<void> {
  const { env, signal } = options;
  await requireEngine(engine, { env, signal });
  const problems: Problem[] = [];
  for (const image of images) problems.push(...(await problemsOf(engine, image, { env, signal })));
  if (problems.length > 0) throw usageError(problems);
}

async function problemsOf(engine: string, image: string, options: CommandOptions): Promise<Problem[]> {
  const problem = { field: '--load-image', value: image };
  if (image.endsWith('.tar'))
    return existsSync(image) ? [] : [{ ...problem, message: 'there is no such archive' }];
  try {
    await runCommand(engine, ['image', 'inspect', '--', image], options);
    return [];
  } catch (error) {
    if (options.signal.aborted) throw error;
    const fix = `build it under this name, or run: ${engine} pull ${image}`;
    return [{ ...problem, message: `${engine} has no image of this name`, fix }];
  }
}
