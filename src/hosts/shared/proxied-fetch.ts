type Env = Readonly<Record<string, string | undefined>>;

/** The variables that name proxies, also written in small letters. */
const names = ['HTTPS_PROXY', 'HTTP_PROXY'];

/**
 * A fetch that goes through the proxy that the environment names, NO_PROXY respected; undefined where it names none:
 * Node's own does then.
 */
export async function proxiedFetch(env: Env): Promise<typeof fetch | undefined> {
  const [https, http] = names.map((name) => either(env, name));
  if (https === undefined && http === undefined) return undefined;
  // Loaded only where it is needed.
  const undici = await import('undici');
  const noProxy = either(env, 'NO_PROXY');
  const dispatcher = new undici.EnvHttpProxyAgent({
    ...(https === undefined ? {} : { httpsProxy: https }),
    ...(http === undefined ? {} : { httpProxy: http }),
    ...(noProxy === undefined ? {} : { noProxy }),
  });
  const through = (url: string, options: object): Promise<unknown> =>
    undici.fetch(url, { ...options, dispatcher });
  return through as typeof fetch;
}

function either(env: Env, name: string): string | undefined {
  return env[name] || env[name.toLowerCase()] || undefined;
}
