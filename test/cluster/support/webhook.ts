import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { kubectl, type TestNamespace } from './kubectl.ts';
import { listening } from './ports.ts';
import { makeFolder } from './result.ts';
import { addressTowards, nodeAddress } from './route.ts';

/** What a webhook answers (https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#response). */
export interface Admission {
  allowed: boolean;
  message?: string;
  /** A JSON Patch of the pod. */
  patch?: readonly object[];
}

export interface Webhook extends AsyncDisposable {
  /** How often it was asked about a pod that was to be stored. */
  asked: () => number;
}

/**
 * A webhook on this machine that the API server asks before it stores a pod in the namespace. Null: it never answers.
 * With `await using` it is unregistered at the end of the block.
 */
export async function startWebhook(namespace: TestNamespace, admission: Admission | null): Promise<Webhook> {
  const address = addressTowards(await nodeAddress());
  const { key, cert } = certificateFor(address);
  let asked = 0;
  const server = createServer({ key, cert }, (request, response) => {
    void text(request).then((body) => {
      const { uid, dryRun } = (JSON.parse(body) as { request: { uid: string; dryRun?: boolean } }).request;
      if (dryRun !== true) asked += 1;
      if (admission !== null) response.end(JSON.stringify(review(uid, admission)));
    });
  });
  const port = await listening(server, address);
  const name = `pss-${randomBytes(4).toString('hex')}.example.com`;
  await kubectl(['label', 'namespace', namespace.name, `webhook-of-test=${namespace.name}`]);
  const configuration = configurationOf(name, namespace.name, `https://${address}:${port}/`, cert);
  await kubectl(['create', '-f', '-'], JSON.stringify(configuration));
  return {
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      await kubectl(['delete', 'mutatingwebhookconfiguration', name]);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The webhook is about pods of one namespace alone: other tests may use the cluster at the same time. */
function configurationOf(name: string, namespace: string, url: string, cert: string): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name },
    webhooks: [
      {
        name,
        clientConfig: { url, caBundle: Buffer.from(cert).toString('base64') },
        namespaceSelector: { matchLabels: { 'webhook-of-test': namespace } },
        rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Fail',
        timeoutSeconds: 1,
      },
    ],
  };
}

function review(uid: string, { allowed, message, patch }: Admission): object {
  const changes =
    patch === undefined
      ? {}
      : { patchType: 'JSONPatch', patch: Buffer.from(JSON.stringify(patch)).toString('base64') };
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: { uid, allowed, ...(message === undefined ? {} : { status: { message } }), ...changes },
  };
}

function certificateFor(address: string): { key: string; cert: string } {
  using folder = makeFolder();
  const [key, cert] = [join(folder.path, 'key'), join(folder.path, 'cert')];
  const subject = ['-subj', '/CN=webhook', '-addext', `subjectAltName=IP:${address}`];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync('openssl', [...request, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}
