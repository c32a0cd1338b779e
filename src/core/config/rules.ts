import * as z from 'zod';
import type { Type } from '../options/option.ts';
import { parseLimit } from '../watch/limits.ts';
import { parseListenAddress } from '../watch/plan.ts';
import {
  checkedText,
  duration,
  environment,
  imageReference,
  objective,
  objectName,
  oneOf,
  parsedLimit,
  pathOfFile,
  pathsOfFiles,
  percentage,
  servicePort,
  text,
  wholeNumber,
  words,
  yesOrNo,
} from './leaves.ts';

/** How the text of a flag or an input becomes the value that a configuration file would hold. */
export type TextKind = 'text' | 'number' | 'boolean' | 'milliseconds' | 'lines' | 'paths' | 'words' | 'pairs';

/** The check that a type of the tables stands for. */
export function schemaOf(type: Type): z.ZodType {
  switch (type[0]) {
    case 'wholeNumber':
    case 'milliseconds':
      return wholeNumber(type[1], type[2]);
    case 'duration':
      return duration(type[1], type[2]);
    case 'percentage':
      return percentage(type[1], type[2]);
    case 'text':
      return text(type[1], type[2]);
    case 'oneOf':
      return oneOf(type[1]);
    case 'someOf':
      return someOf(type[1]);
    case 'objectives':
      return z.array(objective(type[1]), { error: 'must be a list, for instance [ "p95 <= 30s" ]' });
    case 'limit':
      return parsedLimit(
        'must be a duration such as 30s, or an objective such as "p99 <= 30s"',
        type[1],
        parseLimit,
      );
    case 'objectName':
      return objectName(type[1]);
    case 'yesOrNo':
      return yesOrNo();
    case 'servicePort':
      return servicePort();
    case 'imageReference':
      return imageReference();
    case 'filePath':
      return pathOfFile();
    case 'filePaths':
      return z.array(pathOfFile(), { error: 'must be a list of paths' });
    case 'manifestPaths':
      return pathsOfFiles();
    case 'environment':
      return environment();
    case 'words':
      return words();
    case 'texts':
      return z.array(z.string({ error: 'must be text' }), { error: 'must be a list of texts' });
    case 'registry':
      return registry();
    case 'listenAddress':
      return listenAddress();
    case 'urls':
      return urls();
    case 'url':
      return url(urlProblem(type[1]));
  }
}

const kinds: Partial<Record<Type[0], TextKind>> = {
  wholeNumber: 'number',
  servicePort: 'number',
  milliseconds: 'milliseconds',
  yesOrNo: 'boolean',
  environment: 'pairs',
  words: 'words',
  manifestPaths: 'paths',
  objectives: 'lines',
  someOf: 'lines',
  filePaths: 'lines',
  texts: 'lines',
  urls: 'lines',
};

export function textKindOf([rule]: Type): TextKind {
  return kinds[rule] ?? 'text';
}

function someOf(values: readonly [string, ...string[]]) {
  return z
    .array(oneOf(values), { error: `must be a list, for instance [ ${values.join(', ')} ]` })
    .min(1, { error: 'must name one at least; leave it out for none' });
}

function registry() {
  const error = 'must be true, or the address of a registry on this machine such as localhost:5001';
  return z.union([z.boolean(), text(error, /^(true|false|(localhost|127\.0\.0\.1):\d{1,5})$/)], { error });
}

function listenAddress() {
  return checkedText('must be an address such as 127.0.0.1:9090 or :9090', (address) =>
    parseListenAddress(address) === null
      ? 'must be an address with a port, such as 127.0.0.1:9090, or :9090 for all addresses'
      : null,
  );
}

/** What was given is not shown: it may hold secrets. */
function urlProblem(example: string): string {
  return `must be an http or https URL, for instance ${example} (what was given is not shown: it may hold secrets)`;
}

function url(problem: string) {
  return checkedText(problem, (value) => (isHttpUrl(value) ? null : problem));
}

function urls() {
  const problem = urlProblem('http://alertmanager:9093');
  const several = `${problem}, or a list of them`;
  return z.union([url(problem), z.array(url(problem), { error: several })], { error: several });
}

function isHttpUrl(value: string): boolean {
  return /^https?:\/\/[^\s/]/.test(value) && URL.canParse(value);
}
