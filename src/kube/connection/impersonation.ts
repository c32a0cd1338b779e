import type { Dispatcher } from 'undici';
import type { Settings } from './kubeconfig-file.ts';

/** Header lines that name somebody else to act as; a name may stand in several lines. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/**
 * What a user of a kubeconfig adds to `as`, which client-node sends itself: groups, a UID and extra fields
 * (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation).
 */
export function impersonationOf(user: Settings): HeaderLines {
  const extra = Object.entries(recordOf(user['as-user-extra']));
  const uid = user['as-uid'];
  return [
    ...textsOf(user['as-groups']).map((group) => ['impersonate-group', group] as const),
    ...(typeof uid === 'string' && uid !== '' ? [['impersonate-uid', uid] as const] : []),
    ...extra.flatMap(([key, values]) =>
      textsOf(values).map((value) => [`impersonate-extra-${escaped(key)}`, value] as const),
    ),
  ];
}

/** A dispatcher that sends further lines with each request, watch and WebSocket handshake. */
export function sendingToo(lines: HeaderLines, dispatcher: Dispatcher): Dispatcher {
  if (lines.length === 0) return dispatcher;
  return dispatcher.compose(
    (dispatch) => (options, handler) =>
      dispatch({ ...options, headers: withLines(options.headers, lines) }, handler),
  );
}

/** A name in several lines stays in several lines: joined by commas they would be one group. */
function withLines(headers: Dispatcher.DispatchOptions['headers'], lines: HeaderLines): string[] {
  const given = Array.isArray(headers) ? headers : flat(headers);
  return [...given, ...lines.flat()];
}

function flat(headers: Exclude<Dispatcher.DispatchOptions['headers'], string[]>): string[] {
  if (headers === undefined || headers === null) return [];
  const entries =
    Symbol.iterator in headers
      ? [...(headers as Iterable<[string, string | string[] | undefined]>)]
      : Object.entries(headers);
  return entries.flatMap(([name, value]) => [value ?? []].flat().flatMap((each) => [name, String(each)]));
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** Percent-encoded where a header's name may not hold it, as client-go does. */
function escaped(key: string): string {
  return key.replaceAll(/[^\w!#$&'*+.^`|~-]/g, (character) => encodeURIComponent(character)).toLowerCase();
}
