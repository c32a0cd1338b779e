import {
  info,
  judgedBy,
  problem,
  troubleFinding,
  warning,
  type Trouble,
  type Judgement,
} from '../judgement.ts';
import type { Finding } from '../finding.ts';

export interface CredentialsFacts {
  /** The credentials in the kubeconfig: `a client certificate`, `a token`. */
  kind: string;
  /** Whether they are renewed automatically, by a plugin or in a file. */
  isRenewed: boolean;
  /** The user name that the API server sees; null if unknown. */
  user: string | null;
  /** Unix ms at which the client certificate begins and ends to be valid; null without one. */
  certificate: { fromUnixMs: number; untilUnixMs: number } | null;
  /** Unix ms at which the token expires; null without one, or where it does not say. */
  tokenUntilUnixMs: number | null;
  nowUnixMs: number;
  /** What is missing in the kubeconfig. */
  missing: readonly { message: string; fix: string }[];
  trouble: Trouble | null;
}

/** The user of a request without credentials. */
export const anonymousUser = 'system:anonymous';

const hourMs = 3_600_000;
const soonMs = { certificate: 7 * 24 * hourMs, token: hourMs / 2 };

export function checkCredentials(facts: CredentialsFacts): Judgement {
  const { kind, user, trouble } = facts;
  const findings = [
    ...(trouble === null ? [] : [troubleFinding(trouble)]),
    ...(facts.certificate === null ? [] : certificateFindings(facts.certificate, facts)),
    ...(facts.tokenUntilUnixMs === null ? [] : tokenFindings(facts.tokenUntilUnixMs, facts)),
    ...(user === anonymousUser ? [anonymous(kind)] : []),
    ...(user === anonymousUser || trouble !== null
      ? facts.missing.map(({ message, fix }) => problem(message, fix))
      : []),
  ];
  const who = user === null ? '' : `, accepted as ${user}`;
  return judgedBy(trouble === null ? `${kind}${who}` : `${kind}, not accepted`, findings);
}

function certificateFindings(
  { fromUnixMs, untilUnixMs }: NonNullable<CredentialsFacts['certificate']>,
  { nowUnixMs, isRenewed }: CredentialsFacts,
): Finding[] {
  const what = 'the client certificate';
  if (nowUnixMs < fromUnixMs)
    return [problem(`${what} is valid from ${stamp(fromUnixMs)} on`, 'Check the clock of this machine.')];
  return expiry(what, untilUnixMs, soonMs.certificate, { nowUnixMs, isRenewed });
}

function tokenFindings(untilUnixMs: number, { nowUnixMs, isRenewed }: CredentialsFacts): Finding[] {
  return expiry('the token', untilUnixMs, soonMs.token, { nowUnixMs, isRenewed });
}

function expiry(
  what: string,
  untilUnixMs: number,
  withinMs: number,
  { nowUnixMs, isRenewed }: Pick<CredentialsFacts, 'nowUnixMs' | 'isRenewed'>,
): Finding[] {
  const at = stamp(untilUnixMs);
  if (untilUnixMs <= nowUnixMs)
    return [problem(`${what} expired on ${at}`, 'Log in again, or create a new one for the kubeconfig.')];
  if (isRenewed || untilUnixMs - nowUnixMs > withinMs) return [info(`${what} is valid until ${at}`)];
  return [warning(`${what} expires on ${at}`, 'Renew it before a long run: the run ends when it expires.')];
}

function anonymous(kind: string): Finding {
  return problem(
    `the API server sees the user ${anonymousUser}; the kubeconfig has ${kind}`,
    'Check the user of this context in the kubeconfig.',
  );
}

/** `2026-11-26 01:22 UTC` */
function stamp(unixMs: number): string {
  return `${new Date(unixMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
