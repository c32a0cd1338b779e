import { usageError, type Problem } from '../../core/errors.ts';
import { isSettings, type Settings } from './kubeconfig-file.ts';
import type { Target } from './kubeconfig-target.ts';

/** What is missing of credentials, and what to do about it. */
export interface CredentialGap {
  message: string;
  fix: string;
}

/** Providers that were part of kubectl, and the plugins that took their place. */
const plugins: Readonly<Record<string, { plugin: string; how: string }>> = {
  gcp: { plugin: 'gke-gcloud-auth-plugin', how: 'gcloud container clusters get-credentials CLUSTER' },
  azure: { plugin: 'kubelogin', how: 'kubelogin convert-kubeconfig -l azurecli' },
  oidc: { plugin: 'kubelogin (kubectl oidc-login)', how: 'kubectl oidc-login setup' },
};

/** Where credentials were kept by kubectl itself: the plugin to use now, or null for another user. */
export function pluginHint(user: Settings): string | null {
  const provider = user['auth-provider'];
  const known = isSettings(provider) ? plugins[String(provider['name'])] : undefined;
  return known === undefined ? null : `Install ${known.plugin} and write the user anew: ${known.how}`;
}

/** Why a server may take us for nobody, by name; empty where the credentials are complete. */
export function credentialGaps({ user, context }: Pick<Target, 'user' | 'context'>): CredentialGap[] {
  const has = (...keys: readonly string[]): boolean =>
    keys.some((key) => typeof user[key] === 'string' && user[key] !== '');
  const certificate = has('client-certificate', 'client-certificate-data');
  const key = has('client-key', 'client-key-data');
  const gaps = [
    ...(Object.keys(user).length === 0 && context !== null ? [noUser(context)] : []),
    ...(certificate && !key ? [half('client certificate', 'client-key-data or client-key')] : []),
    ...(key && !certificate ? [half('client key', 'client-certificate-data or client-certificate')] : []),
  ];
  return [...gaps, ...providerGaps(user)];
}

function noUser(context: string): CredentialGap {
  return {
    message: `context ${context} has no user, or one without credentials`,
    fix: `kubectl config set-context ${context} --user NAME, with a user of the kubeconfig`,
  };
}

function half(what: string, missing: string): CredentialGap {
  return { message: `the user has a ${what} without ${missing}`, fix: `add ${missing} to the user` };
}

function providerGaps(user: Settings): CredentialGap[] {
  const provider = user['auth-provider'];
  const hint = pluginHint(user);
  if (!isSettings(provider) || hint === null) return [];
  const config = isSettings(provider['config']) ? provider['config'] : {};
  const name = String(provider['name']);
  const tokenKey = name === 'oidc' ? 'id-token' : 'access-token';
  if (typeof config['refresh-token'] === 'string') return [];
  const message =
    typeof config[tokenKey] === 'string'
      ? `the ${tokenKey} of the auth provider ${name} cannot be renewed: there is no refresh-token`
      : `the auth provider ${name} has no ${tokenKey}`;
  return [{ message, fix: hint }];
}

/** What tools write in place of a secret that they leave out. */
const placeholder = /^(DATA\+OMITTED|\[?<?redacted>?\]?|\*{3,}|x{3,}|<[^<>]*>|\$\{.*\}|\{\{.*\}\})$/i;
const secrets = ['token', 'password', 'client-certificate-data', 'client-key-data'];

/** @throws PodStartSloError usage where a value only stands for what was left out, or is of the wrong kind; all at once */
export function requireRealValues({ cluster, user }: Pick<Target, 'cluster' | 'user'>, file: string): void {
  const problems = [
    ...fieldProblems(cluster, ['certificate-authority-data'], `${file}: cluster`),
    ...fieldProblems(user, secrets, `${file}: user`),
  ];
  const { as, 'as-uid': uid, 'as-groups': groups, 'as-user-extra': extra } = user;
  if ((as ?? '') === '' && [uid, groups, extra].some((value) => (value ?? '') !== ''))
    problems.push({
      field: `${file}: user.as`,
      message: 'is missing: as-uid, as-groups and as-user-extra only add to it',
      fix: 'add the user to act as, or remove the others',
    });
  problems.push(...shellProblems(user, file));
  if (problems.length > 0) throw usageError(problems);
}

/** Providers of old had a program run by a shell, with the whole environment of this process. */
function shellProblems(user: Settings, file: string): Problem[] {
  const provider = user['auth-provider'];
  const config = isSettings(provider) && isSettings(provider['config']) ? provider['config'] : {};
  if (typeof config['cmd-path'] !== 'string') return [];
  return [
    {
      field: `${file}: user.auth-provider.config.cmd-path`,
      message: 'is refused: a shell would run it; kubectl has not run it since 1.26 either',
      fix: pluginHint(user) ?? 'use a credential plugin (exec)',
    },
  ];
}

function fieldProblems(settings: Settings, keys: readonly string[], of: string): Problem[] {
  return keys.flatMap((key): Problem[] => {
    const value = settings[key];
    if (typeof value !== 'string') return [];
    const field = `${of}.${key}`;
    if (placeholder.test(value.trim()))
      return [
        {
          field,
          value,
          message: 'is a placeholder for a value that kubectl omitted',
          fix: 'write the kubeconfig with "kubectl config view --raw --minify --flatten"',
        },
      ];
    return key.endsWith('-data') && value.includes('-----BEGIN')
      ? [
          {
            field,
            message: 'must be in base64, and is PEM',
            fix: `encode it, or name a file with ${key.slice(0, -5)}`,
          },
        ]
      : [];
  });
}
