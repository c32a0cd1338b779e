/** What a step wrote to GITHUB_OUTPUT or GITHUB_STATE; the last value of a name counts. @throws where the runner would */
export function parseFileCommands(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/);
  const values: Record<string, string> = {};
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line === '') continue;
    const [, name, delimiter] = /^([^<]+)<<(.+)$/.exec(line) ?? [];
    if (name === undefined || delimiter === undefined) throw new Error(`not a file command: ${line}`);
    const last = lines.indexOf(delimiter);
    if (last < 0) throw new Error(`${name} has no end`);
    values[name] = lines
      .splice(0, last + 1)
      .slice(0, -1)
      .join('\n');
  }
  return values;
}

/** A command to the runner in a step's log. */
export interface LogCommand {
  name: string;
  properties: string;
  message: string;
}

/** Every line of a log that the runner would obey (ActionCommand.cs of actions/runner). */
export function commandsIn(log: string): LogCommand[] {
  return log.split(/\r\n|[\n\r]/).flatMap((line) => {
    const modern = /^\s*::([^\s:]+)(?: ([^]*?))?::([^]*)$/u.exec(line);
    const [, name = '', properties = '', message = ''] =
      modern ?? /##\[([^\]\s]+) ?([^\]]*)\](.*)$/.exec(line) ?? [];
    return name === '' ? [] : [{ name, properties, message: unescape(message) }];
  });
}

/** The annotations of a step: `error: SLO violated: …`. */
export function annotationsIn(log: string): LogCommand[] {
  return commandsIn(log).filter(({ name }) => name === 'error' || name === 'warning' || name === 'notice');
}

function unescape(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
