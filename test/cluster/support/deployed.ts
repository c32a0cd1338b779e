import { realpathSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { run } from './command.ts';
import { environment } from './environment.ts';
import { kubectl } from './kubectl.ts';
import { makeFolder } from './result.ts';

const root = resolve(import.meta.dirname, '../../..');

export const toolNamespace = 'pod-start-slo';
export const measuredNamespace = 'pod-start-slo-measured';
export const account = `system:serviceaccount:${toolNamespace}:pod-start-slo`;

type Files = Readonly<Record<string, string>>;

export interface Overlay {
  of: 'nightly' | 'continuous';
  /** Components of deploy/, by name. */
  components?: readonly string[];
  /** Files of the ConfigMap; pod-start-slo.yml is one of them. */
  files: Files;
  patches?: readonly object[];
}

export interface Deployed extends AsyncDisposable {
  /** What `kubectl apply` has said, warnings included. */
  said: string;
  /** Applies it again, with other files. */
  apply: (files: Files) => Promise<string>;
  /** What would be applied with these components too; nothing is stored. */
  dryRun: (components: readonly string[]) => Promise<string>;
  /** `kubectl delete -k` */
  remove: () => Promise<void>;
}

/** Applies an overlay as users make it, with this repository's image. With `await using` it is deleted at the end of the block. */
export async function deployed(overlay: Overlay): Promise<Deployed> {
  const folder = makeFolder();
  const image = await toolImage();
  const on = async (verb: string, changed: Partial<Overlay>, ...more: readonly string[]): Promise<string> => {
    write(folder.path, { ...overlay, ...changed }, image);
    return await onFolder(verb, folder.path, ...more);
  };
  const remove = async (): Promise<void> => {
    await on('delete', {}, '--ignore-not-found', '--timeout=80s');
  };
  const end = async (): Promise<void> => {
    await remove();
    folder[Symbol.dispose]();
  };
  try {
    // Of a test that was killed.
    await remove();
    const said = await on('apply', {});
    return {
      said,
      apply: (files) => on('apply', { files }),
      dryRun: (components) => on('apply', { components }, '--dry-run=server'),
      remove,
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function write(folder: string, { of, components = [], files, patches = [] }: Overlay, image: string): void {
  // kustomize takes folders by relative paths alone.
  const from = (path: string): string => relative(realpathSync(folder), join(root, 'deploy', path));
  const [newName, newTag] = image.split(/:(?=[^/:]*$)/);
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [from(of)],
    components: components.map((name) => from(`components/${name}`)),
    configMapGenerator: [
      { name: 'pod-start-slo', namespace: toolNamespace, behavior: 'replace', files: Object.keys(files) },
    ],
    images: [{ name: 'ghcr.io/org/pod-start-slo', newName, newTag }],
    patches,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'kustomization.yml'), stringify(kustomization));
}

async function onFolder(verb: string, folder: string, ...more: readonly string[]): Promise<string> {
  const env = { KUBECONFIG: environment().kubeconfig };
  const ended = await run('kubectl', [verb, '-k', folder, ...more], { env });
  if (ended.code !== 0) throw new Error(`kubectl ${verb} -k: ${ended.stderr}`);
  return ended.stdout + ended.stderr;
}

/** Makes this repository's image and loads it into the cluster. */
async function toolImage(): Promise<string> {
  const ended = await run(join(root, 'harness/image'), [], { timeoutMs: 300_000 });
  if (ended.code !== 0) throw new Error(`harness/image: ${ended.stderr}`);
  return ended.stdout.trim();
}

export interface Rule {
  verbs: string[];
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
}

/** All that the account may do in a namespace, as the API server sees it, without what everybody may. */
export async function rightsIn(namespace: string): Promise<Rule[]> {
  const ask = async (as: string): Promise<Rule[]> => {
    const review = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace },
    };
    // Checking the object first would need rights that the account has not.
    const args = ['create', '--validate=false', '--as', as, '-o', 'json', '-f', '-'];
    const answer = await kubectl(args, JSON.stringify(review));
    return (JSON.parse(answer) as { status: { resourceRules: Rule[] } }).status.resourceRules;
  };
  const everybodys = (await ask('system:serviceaccount:default:default')).map((rule) => JSON.stringify(rule));
  return (await ask(account)).filter((rule) => !everybodys.includes(JSON.stringify(rule)));
}
