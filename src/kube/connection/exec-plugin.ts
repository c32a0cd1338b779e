import type { RequestOptions } from 'node:https';
import { passVariable } from '../../core/child-environment.ts';
import { PodStartSloError } from '../../core/errors.ts';
import { parseCredential, type Credential } from './exec-credential.ts';
import { PluginFailure, runPlugin, tooMuchOutput, type PluginProcessOptions } from './plugin-process.ts';

/** What `users[].user.exec` holds (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins). */
export interface ExecSettings {
  apiVersion?: string;
  command: string;
  args?: readonly string[];
  env?: readonly { name: string; value: string }[] | null;
  installHint?: string;
  provideClusterInfo?: boolean;
}

export interface ExecPluginOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** For plugins that ask for it (provideClusterInfo). */
  cluster: object;
  signal: AbortSignal;
  timeoutMs: number;
}

/** A credential is renewed this long before it expires, so that no timed request waits for the plugin. */
const renewBeforeMs = 60_000;

/**
 * Runs a credential plugin and keeps its credential until it expires. client-node's own runner has no time limit and leaves a hanging
 * plugin behind.
 */
export class ExecPlugin {
  readonly #settings: ExecSettings;
  readonly #options: ExecPluginOptions;
  #credential: Credential | null = null;

  constructor(settings: ExecSettings, options: ExecPluginOptions) {
    this.#settings = settings;
    this.#options = options;
  }

  /** Unix ms at which the credential in use expires; +∞ when it does not say. */
  get expiresUnixMs(): number {
    const at = Date.parse(this.#credential?.expirationTimestamp ?? '');
    return Number.isNaN(at) ? Infinity : at;
  }

  expire(): void {
    this.#credential = null;
  }

  /** Puts the credential into the options. @throws PodStartSloError cluster; the signal's reason when aborted */
  async apply(options: RequestOptions): Promise<void> {
    if (this.#credential === null || this.expiresUnixMs - Date.now() < renewBeforeMs) {
      this.#credential = await this.#run();
    }
    const { token, clientCertificateData, clientKeyData } = this.#credential;
    if (clientCertificateData !== undefined) options.cert = clientCertificateData;
    if (clientKeyData !== undefined) options.key = clientKeyData;
    if (token !== undefined)
      options.headers = Object.assign({}, options.headers, { Authorization: `Bearer ${token}` });
  }

  async #run(): Promise<Credential> {
    const { command, args = [] } = this.#settings;
    const { signal, timeoutMs } = this.#options;
    const running = runPlugin(command, args, { ...this.#environment(), signal, timeoutMs });
    const output = await running.catch((error: unknown) => {
      signal.throwIfAborted();
      throw this.#failure(error);
    });
    const credential = parseCredential(output);
    if ('problem' in credential)
      throw this.#error(`printed no ExecCredential: ${credential.problem}`, this.#byHand());
    return credential;
  }

  #environment(): Pick<PluginProcessOptions, 'env' | 'own'> {
    const { apiVersion = 'client.authentication.k8s.io/v1', env, provideClusterInfo } = this.#settings;
    const spec = {
      interactive: false,
      ...(provideClusterInfo === true && { cluster: this.#options.cluster }),
    };
    const own = {
      KUBERNETES_EXEC_INFO: JSON.stringify({ apiVersion, kind: 'ExecCredential', spec }),
      ...Object.fromEntries((env ?? []).map(({ name, value }) => [name, value])),
    };
    return { env: this.#options.env, own };
  }

  #failure(error: unknown): PodStartSloError {
    const { installHint } = this.#settings;
    const { killed, code } = error instanceof PluginFailure ? error : { killed: false, code: null };
    if (code === tooMuchOutput)
      return this.#error('printed more than an ExecCredential can be', this.#byHand());
    if (killed) {
      const limit = `did not end within ${this.#options.timeoutMs / 1000} s`;
      return this.#error(limit, `${this.#byHand()}; it gets no terminal here`);
    }
    if (code === 'ENOENT') return this.#error('is not installed', installHint?.trim());
    return this.#error(`failed (${code ?? 'killed'})`, this.#byHand());
  }

  /** What it printed is not repeated, on neither of its outputs: that may be the token, or a password that it read. */
  #error(what: string, hint: string | undefined): PodStartSloError {
    const message = `the credential plugin ${this.#settings.command} of the kubeconfig ${what}`;
    return new PodStartSloError('cluster', message, hint === undefined ? {} : { hint });
  }

  #byHand(): string {
    return `its output may hold secrets and is not shown: run "kubectl get --raw /version" to see it. If it needs another environment variable, name that in ${passVariable} or under env in the kubeconfig`;
  }
}
