import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** GitHub's own description of its REST API (https://github.com/octokit/openapi), as far as it is looked at here. */
interface Description {
  paths: Record<string, Record<string, Operation>>;
}

interface Operation {
  operationId: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, Response | Reference>;
}

interface Reference {
  $ref: string;
}

interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required?: boolean;
  schema: { type?: string };
}

interface Response {
  content?: Content;
}

type Content = Record<string, { schema: object; examples?: Record<string, Reference | { value: unknown }> }>;

/** An operation of the description that a request is for. */
export interface Found {
  template: string;
  method: string;
  operation: Operation;
  path: Record<string, string>;
}

const name = 'github';
const json = 'application/json';

const load = (): Description => {
  const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
  return withPlainNulls(JSON.parse(readFileSync(file, 'utf8'))) as Description;
};

/** `nullable` of OpenAPI 3.0 in the words of JSON Schema; it also stands beside `enum` and `oneOf`. */
function withPlainNulls(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withPlainNulls);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]): [string, unknown] => [
    key,
    /^examples?$/.test(key) ? value : withPlainNulls(value),
  ]);
  const { nullable, ...rest } = Object.fromEntries(entries);
  if (nullable !== true) return Object.fromEntries(entries);
  return { anyOf: [rest, { type: 'null' }] };
}

const description = load();
const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, coerceTypes: false });
addFormats.default(ajv);
ajv.addSchema(description, name);
/** Values of a query are text: a number is one that reads like one. */
const coercing = new Ajv({ strict: false, allErrors: true, validateSchema: false, coerceTypes: true });
addFormats.default(coercing);
coercing.addSchema(description, name);

const templates = Object.keys(description.paths).map((template) => ({
  template,
  // A more literal path is the better match: `issues/comments/1` is no issue called comments.
  literal: template.replaceAll(/\{[^}]+\}/g, '').length,
  names: Array.from(template.matchAll(/\{([^}]+)\}/g), ([, each = '']) => each),
  pattern: new RegExp(`^${template.replaceAll('.', String.raw`\.`).replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`),
}));
templates.sort((a, b) => b.literal - a.literal);

/** The operation that a method and path are for; null where the description has none. */
export function findOperation(method: string, path: string): Found | null {
  const verb = method.toLowerCase();
  for (const { template, names, pattern } of templates) {
    const match = pattern.exec(path);
    const operation = description.paths[template]?.[verb];
    if (match === null || operation === undefined) continue;
    const values = names.map((each, index): [string, string] => [
      each,
      decodeURIComponent(match[index + 1] ?? ''),
    ]);
    return { template, method: verb, operation, path: Object.fromEntries(values) };
  }
  return null;
}

/** What a request has wrong: parameters, their values, or the body. */
export function requestProblems(found: Found, query: URLSearchParams, body: unknown): string[] {
  return [...parameterProblems(found, query), ...bodyProblems(found, body)];
}

function parameterProblems({ template, method, operation, path }: Found, query: URLSearchParams): string[] {
  const given: Record<string, string> = { ...path, ...Object.fromEntries(query) };
  const declared = (operation.parameters ?? []).map((each, index) => ({
    parameter: resolve<Parameter>(each),
    pointer:
      '$ref' in each ? each.$ref : `#/${steps('paths', template, method, 'parameters', String(index))}`,
  }));
  const known = new Set(declared.map(({ parameter }) => parameter.name));
  const unknown = Object.keys(given).filter((key) => !known.has(key));
  const wrong = declared.flatMap(({ parameter, pointer }) => {
    const value = given[parameter.name];
    if (value === undefined) return parameter.required === true ? [`${parameter.name} is missing`] : [];
    const validate = compiled(coercing, `${pointer}/schema`, true);
    return validate({ value }) ? [] : [`${parameter.name}=${value}: ${errorsOf(validate)}`];
  });
  return [...unknown.map((key) => `${key} is no parameter`), ...wrong];
}

function bodyProblems({ template, method, operation }: Found, body: unknown): string[] {
  const content = operation.requestBody?.content[json];
  if (content === undefined) return body === undefined ? [] : ['there is a body where none is expected'];
  if (body === undefined) return operation.requestBody?.required === true ? ['the body is missing'] : [];
  const pointer = `#/${steps('paths', template, method, 'requestBody', 'content', json, 'schema')}`;
  const validate = compiled(ajv, pointer, false);
  const wrong = validate(body) ? [] : [`body: ${errorsOf(validate)}`];
  const { properties = {} } = content.schema as { properties?: object };
  const unknown = Object.keys(body as object).filter((key) => !(key in properties));
  return [...wrong, ...unknown.map((key) => `body: ${key} is no property`)];
}

/** What is wrong with an answer: a status the operation does not have, or a body that is not of its schema. */
export function responseProblems(found: Found, status: number, body: unknown): string[] {
  const { template, method, operation } = found;
  const documented = operation.responses[String(status)];
  if (documented === undefined) return errorProblems(status, body);
  const content = resolve<Response>(documented).content;
  if (content === undefined) return body === undefined ? [] : ['there is a body where none is documented'];
  const start =
    '$ref' in documented
      ? documented.$ref
      : `#/${steps('paths', template, method, 'responses', String(status))}`;
  const validate = compiled(ajv, `${start}/${steps('content', json, 'schema')}`, false);
  return validate(body) ? [] : [`answer ${status}: ${errorsOf(validate)}`];
}

/** Not every operation lists the errors that any of them may have, so those are held against the usual form only. */
function errorProblems(status: number, body: unknown): string[] {
  if (status < 400) return [`the status ${status} is not documented`];
  const validate = compiled(ajv, '#/components/schemas/basic-error', false);
  return validate(body) ? [] : [`answer ${status}: ${errorsOf(validate)}`];
}

/** The example that GitHub publishes for an answer; the first item where that is a list. */
export function exampleOf(method: string, template: string, status: number): Record<string, unknown> {
  const response = description.paths[template]?.[method]?.responses[String(status)];
  const content = response === undefined ? undefined : resolve<Response>(response).content?.[json];
  const [example] = Object.values(content?.examples ?? {});
  if (example === undefined) throw new Error(`there is no example for ${method} ${template}`);
  const { value } = resolve<{ value: unknown }>(example);
  return structuredClone(Array.isArray(value) ? value[0] : value) as Record<string, unknown>;
}

function resolve<T extends object>(node: T | Reference): T {
  if (!('$ref' in node)) return node;
  const keys = node.$ref.slice(2).split('/');
  return keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], description) as T;
}

function steps(...keys: string[]): string {
  return keys
    .map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%7E', '~'))
    .join('/');
}

const validators = new Map<string, ValidateFunction>();

function compiled(by: Ajv, pointer: string, wrapped: boolean): ValidateFunction {
  const key = `${wrapped ? 'value' : 'body'} ${pointer}`;
  const schema = { $ref: `${name}${pointer}` };
  const validate = validators.get(key) ?? by.compile(wrapped ? { properties: { value: schema } } : schema);
  validators.set(key, validate);
  return validate;
}

function errorsOf(validate: ValidateFunction): string {
  return (validate.errors ?? [])
    .slice(0, 3)
    .map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`.trim())
    .join(', ');
}
