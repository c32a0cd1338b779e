import type { Plugin } from 'esbuild';

/**
 * Packages whose modules do nothing when they are loaded, though their package.json does not say so. Marked as such,
 * what is not used of them (client-node's generated models above all) stays out of the bundle.
 */
const packages =
  /node_modules\/(@kubernetes\/client-node|openid-client|oauth4webapi|jose|socks|socks-proxy-agent|ip-address|smart-buffer|hpagent|js-yaml|jsonpath-plus|rfc4648|isomorphic-ws|ws|form-data|tar-fs|stream-buffers)\//;

export const sideEffectFree: Plugin = {
  name: 'side-effect-free',
  setup(build) {
    build.onResolve(
      { filter: /./ },
      async ({ path, pluginData, kind, importer, namespace, resolveDir, with: attributes }) => {
        // Never for require: optional modules, such as supports-color, may be missing.
        if (isSeen(pluginData) || kind !== 'import-statement') return undefined;
        const options = {
          kind,
          importer,
          namespace,
          resolveDir,
          with: attributes,
          pluginData: { seen: true },
        };
        const resolved = await build.resolve(path, options);
        return resolved.errors.length === 0 && packages.test(resolved.path)
          ? { ...resolved, sideEffects: false }
          : resolved;
      },
    );
  },
};

function isSeen(pluginData: unknown): boolean {
  return typeof pluginData === 'object' && pluginData !== null && 'seen' in pluginData;
}
