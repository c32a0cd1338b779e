import { X509Certificate } from 'node:crypto';
import type { CredentialsFacts } from '../../core/doctor/checks/credentials.ts';
import { hasStatus, type ApiClient } from '../api/api.ts';
import { isSettings } from '../connection/kubeconfig-file.ts';
import type { Target } from '../connection/kubeconfig-target.ts';
import type { Prepared } from '../connection/transport.ts';

type Kind = Pick<CredentialsFacts, 'kind' | 'isRenewed'>;

/** What a user of a kubeconfig identifies itself with, in the order in which it counts. */
export function credentialsKind({ user, context }: Pick<Target, 'user' | 'context'>): Kind {
  const exec = user['exec'];
  const has = (key: string): boolean => typeof user[key] === 'string' && user[key] !== '';
  if (context === null) return { kind: "the token of the pod's service account", isRenewed: true };
  if (has('tokenFile')) return { kind: `the token in ${String(user['tokenFile'])}`, isRenewed: true };
  if (isSettings(exec)) return { kind: `the credential plugin ${String(exec['command'])}`, isRenewed: true };
  if (isSettings(user['auth-provider']))
    return { kind: `the auth provider ${String(user['auth-provider']['name'])}`, isRenewed: true };
  if (has('token')) return { kind: 'a token', isRenewed: false };
  if (has('client-certificate') || has('client-certificate-data'))
    return { kind: 'a client certificate', isRenewed: false };
  if (has('username')) return { kind: 'a user name and a password', isRenewed: false };
  return { kind: 'no credentials', isRenewed: false };
}

/** When what is sent stops being valid, as far as it says so itself. */
export function validityOf({
  headers,
  tls,
}: Pick<Prepared, 'headers' | 'tls'>): Pick<CredentialsFacts, 'certificate' | 'tokenUntilUnixMs'> {
  return {
    certificate: typeof tls.cert === 'string' || Buffer.isBuffer(tls.cert) ? certificateOf(tls.cert) : null,
    tokenUntilUnixMs: tokenExpiry(/^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? ''),
  };
}

function certificateOf(pem: string | Buffer): CredentialsFacts['certificate'] {
  try {
    const { validFrom, validTo } = new X509Certificate(pem);
    const [fromUnixMs, untilUnixMs] = [Date.parse(validFrom), Date.parse(validTo)];
    return Number.isNaN(fromUnixMs) || Number.isNaN(untilUnixMs) ? null : { fromUnixMs, untilUnixMs };
  } catch {
    return null; // the server says what it thinks of it
  }
}

/** The `exp` of a JSON Web Token (https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4); other tokens do not say. */
export function tokenExpiry(token: string): number | null {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isSettings(claims) && typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : null;
  } catch {
    return null;
  }
}

/** As the API server calls whoever asks; null before Kubernetes 1.28, and where it is not told. @throws ApiError */
export async function askUser(api: ApiClient, signal: AbortSignal): Promise<string | null> {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  try {
    const review = await api.request<Review>({ method: 'POST', path, body, signal });
    return review.body.status?.userInfo?.username ?? null;
  } catch (error) {
    // The refusal itself says who was refused; only users who are known may ask.
    if (hasStatus(error, 403)) return /^.*User "([^"]+)" cannot /.exec(error.message)?.[1] ?? null;
    if (hasStatus(error, 404)) return null;
    throw error;
  }
}

interface Review {
  status?: { userInfo?: { username?: string } };
}
