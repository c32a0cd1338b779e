/** A program with its arguments, as this machine runs it. */
export type Program = readonly [program: string, args: readonly string[]];

/** How a program is run in a node, as root: `('slo-control-plane', ['crictl', 'images'])`. */
export type InNode = (node: string, program: readonly string[]) => Program;

/** In a node that is a container here. */
export function inContainer(
  engine: string,
  node: string,
  program: readonly string[],
  flags: readonly string[] = [],
): Program {
  return [engine, ['exec', ...flags, node, ...program]];
}
