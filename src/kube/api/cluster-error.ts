import { messageOf, PodStartSloError } from '../../core/errors.ts';
import { withoutPassword } from '../../core/printable-value.ts';
import { ApiError, isNamespaceGone } from './api-error.ts';

/** Codes of OpenSSL and Node for a certificate nobody here trusts (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
const untrusted = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
]);

interface Explanation {
  sentence: string;
  hint?: string;
}

/** Codes of a connection that never came about: where a proxy is in between, it is the proxy that was called. */
const notConnected: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at',
  ENOTFOUND: 'cannot resolve',
  EAI_AGAIN: 'cannot resolve',
  ETIMEDOUT: 'no answer came through',
  UND_ERR_CONNECT_TIMEOUT: 'cannot connect to',
  EHOSTUNREACH: 'no route to',
  ENETUNREACH: 'no route to',
};

function explainProxy({ reason, server, proxy, message }: ApiError): Explanation | null {
  if (proxy === null) return null;
  const name = `the proxy ${withoutPassword(proxy)}`;
  const hint = 'Check proxy-url of the cluster in the kubeconfig, HTTPS_PROXY and NO_PROXY.';
  const status = /Proxy response \((\d+)\)/.exec(message)?.[1];
  if (status !== undefined)
    return {
      sentence: `${name} does not let us through to ${server}: it answers with status ${status}`,
      hint,
    };
  const how = notConnected[reason];
  return how === undefined ? null : { sentence: `${how} ${name}, which leads to ${server}`, hint };
}

/** Why there was no answer, for the codes people meet. */
function explainNetwork(error: ApiError): Explanation {
  const { reason, server, message } = error;
  const ofProxy = explainProxy(error);
  if (ofProxy !== null) return ofProxy;
  if (untrusted.has(reason)) {
    return {
      sentence: `the certificate of ${server} is signed by an unknown authority`,
      hint: 'Set certificate-authority-data of this cluster in the kubeconfig, or check that the server is the one you mean.',
    };
  }
  switch (reason) {
    case 'ECONNREFUSED':
      return {
        sentence: `nothing listens at ${server}`,
        hint: 'Is the cluster running, and is this the right context?',
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        sentence: `the host name of ${server} cannot be resolved`,
        hint: 'Check the server of this cluster in the kubeconfig, and DNS.',
      };
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        sentence: `no answer from ${server} (${message})`,
        hint: 'Is a VPN, a firewall or a proxy (HTTPS_PROXY, NO_PROXY) in between?',
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        sentence: `the certificate of ${server} is for another name`,
        hint: 'Set tls-server-name of this cluster in the kubeconfig to a name in the certificate.',
      };
    case 'CERT_HAS_EXPIRED':
      return {
        sentence: `the certificate of ${server} has expired`,
        hint: 'Check the clock of this machine, then renew it.',
      };
    default:
      return { sentence: `${server} could not be reached: ${message}` };
  }
}

function explain(error: ApiError): Explanation {
  if (isNamespaceGone(error))
    return {
      sentence: error.message,
      hint: 'Somebody else has deleted the namespace. Give the run another one.',
    };
  switch (error.status) {
    case 0:
      return explainNetwork(error);
    case 401:
      return {
        sentence: `${error.server} does not accept the credentials`,
        hint: 'Log in again, or check the user of this context in the kubeconfig.',
      };
    case 403:
      return {
        sentence: error.message,
        hint: error.message.includes('"system:anonymous"')
          ? 'The server takes us for system:anonymous: the user of this context has no usable credentials.'
          : '"pod-start-slo doctor" lists the missing rights; docs/permissions.md explains all of them.',
      };
    default:
      return { sentence: error.message };
  }
}

/**
 * What a user reads when the cluster refused or could not be reached.
 * @param doing what was tried, as a phrase: `listing pods`
 */
export function clusterError(error: unknown, doing: string): PodStartSloError {
  if (error instanceof PodStartSloError) return error;
  if (!(error instanceof ApiError))
    return new PodStartSloError('cluster', `${doing}: ${messageOf(error)}`, {}, error);
  const { sentence, hint } = explain(error);
  const facts = {
    ...(hint === undefined ? {} : { hint }),
    ...(error.status === 0 ? {} : { status: error.status }),
  };
  return new PodStartSloError('cluster', `${doing}: ${sentence}`, facts, error);
}
