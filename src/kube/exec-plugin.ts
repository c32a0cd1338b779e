import type { RequestOptions } from 'node:https';
import { messageOf, PodStartSloError } from '../core/errors.ts';
import { PluginFailure, runPlugin } from './plugin-process.ts';

/** What `users[].user.exec` holds (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins). */
export interface ExecSettings {
  apiVersion?: string;
  command: string;
  args?: readonly string[];
  env?: readonly { name: string; value: string }[] | null;
  installHint?: string;
  provideClusterInfo?: boolean;
}

/** Status of the ExecCredential that a plugin prints. */
interface Credential {
  token?: string;
  clientCertificateData?: string;
  clientKeyData?: string;
  expirationTimestamp?: string;
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
    try {
      return parseCredential(await runPlugin(command, args, { env: this.#environment(), signal, timeoutMs }));
    } catch (error) {
      signal.throwIfAborted();
      throw this.#failure(error);
    }
  }

  #environment(): NodeJS.ProcessEnv {
    const { apiVersion = 'client.authentication.k8s.io/v1', env, provideClusterInfo } = this.#settings;
    const spec = {
      interactive: false,
      ...(provideClusterInfo === true && { cluster: this.#options.cluster }),
    };
    return {
      ...this.#options.env,
      KUBERNETES_EXEC_INFO: JSON.stringify({ apiVersion, kind: 'ExecCredential', spec }),
      ...Object.fromEntries((env ?? []).map(({ name, value }) => [name, value])),
    };
  }

  #failure(error: unknown): PodStartSloError {
    const { command, installHint } = this.#settings;
    const plugin = `the credential plugin ${command} of the kubeconfig`;
    if (!(error instanceof PluginFailure)) {
      return new PodStartSloError(
        'cluster',
        `${plugin} printed no ExecCredential: ${messageOf(error)}`,
        {},
        error,
      );
    }
    const said = error.stderr.trim() === '' ? '' : `: ${error.stderr.trim().slice(-500)}`;
    if (error.killed) {
      const hint = 'Run it by hand to see what it waits for; it gets no terminal here.';
      const limit = `did not end within ${this.#options.timeoutMs / 1000} s`;
      return new PodStartSloError('cluster', `${plugin} ${limit}${said}`, { hint }, error);
    }
    if (error.code === 'ENOENT') {
      return new PodStartSloError(
        'cluster',
        `${plugin} is not installed`,
        installHint === undefined ? {} : { hint: installHint.trim() },
        error,
      );
    }
    return new PodStartSloError('cluster', `${plugin} failed (${error.code ?? 'killed'})${said}`, {}, error);
  }
}

function parseCredential(stdout: string): Credential {
  const parsed: unknown = JSON.parse(stdout);
  const status = typeof parsed === 'object' && parsed !== null && 'status' in parsed ? parsed.status : null;
  if (typeof status !== 'object' || status === null) throw new Error('it has no status');
  return status;
}
