import { join } from 'node:path';
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';

/**
 * Packages whose modules do nothing when they are loaded, though their package.json does not say so. Marked as such,
 * what is not used of them (client-node's generated models above all) stays out of the bundle.
 */
const packages = [
  ...['@kubernetes/client-node', 'openid-client', 'oauth4webapi', 'jose', 'socks', 'socks-proxy-agent'],
  ...['ip-address', 'smart-buffer', 'hpagent', 'js-yaml', 'jsonpath-plus', 'rfc4648', 'isomorphic-ws', 'ws'],
  ...['form-data', 'tar-fs', 'stream-buffers'],
];
const inPackage = new RegExp(`node_modules/(${packages.join('|')})(/|$)`);
const ofPackage = new RegExp(`^(${packages.join('|')})(/|$)`);
/** As ES modules name the files next to them: the whole name, which needs no search. */
const wholeName = /^\.{1,2}\/.*\.js$/;

export const sideEffectFree: Plugin = {
  name: 'side-effect-free',
  setup(build) {
    // Asking esbuild to resolve takes a round trip to its process. client-node has 10,000 imports, nearly all of them
    // whole names.
    build.onResolve({ filter: wholeName }, ({ path, kind, resolveDir }) =>
      kind === 'import-statement' && inPackage.test(resolveDir)
        ? { path: join(resolveDir, path), sideEffects: false }
        : undefined,
    );
    build.onResolve({ filter: ofPackage }, (args) => markedResolution(build, args));
  },
};

async function markedResolution(
  build: PluginBuild,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  const { path, kind, importer, namespace, resolveDir, with: attributes } = args;
  // Never for require: optional modules, such as supports-color, may be missing.
  if (isSeen(args.pluginData) || kind !== 'import-statement') return undefined;
  const options = { kind, importer, namespace, resolveDir, with: attributes, pluginData: { seen: true } };
  const resolved = await build.resolve(path, options);
  return resolved.errors.length === 0 && inPackage.test(resolved.path)
    ? { ...resolved, sideEffects: false }
    : resolved;
}

function isSeen(pluginData: unknown): boolean {
  return typeof pluginData === 'object' && pluginData !== null && 'seen' in pluginData;
}
