import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export interface Certificates {
  directory: string;
  /** Certificate for `api.test`, and the wish for a client's certificate. */
  server: { key: string; cert: string; ca: string; requestCert: boolean; rejectUnauthorized: boolean };
  /** The authority, as a kubeconfig holds it. */
  caData: string;
  clientCert: string;
  clientKey: string;
  remove(): Promise<void>;
}

const run = promisify(execFile);

/** A throw-away authority with a certificate for the server `api.test` and one for the client `tester`. Needs openssl. */
export async function certificates(): Promise<Certificates> {
  const directory = await mkdtemp(path.join(tmpdir(), 'certificates-'));
  const openssl = (...args: string[]): Promise<unknown> => run('openssl', args, { cwd: directory });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '2',
    '-subj',
    '/CN=test authority',
  );
  await writeFile(path.join(directory, 'names'), 'subjectAltName=DNS:api.test\n');
  for (const name of ['api.test', 'tester']) {
    await openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const signed = [
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '2',
    ];
    await openssl('x509', ...signed, '-out', `${name}.crt`, '-extfile', 'names');
  }
  const read = (name: string): Promise<string> => readFile(path.join(directory, name), 'utf8');
  const ca = await read('ca.crt');
  return {
    directory,
    server: {
      key: await read('api.test.key'),
      cert: await read('api.test.crt'),
      ca,
      requestCert: true,
      rejectUnauthorized: false,
    },
    caData: Buffer.from(ca).toString('base64'),
    clientCert: await read('tester.crt'),
    clientKey: await read('tester.key'),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
