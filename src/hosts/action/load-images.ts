import type { Problem } from '../../core/errors.ts';
import { startedScenarios, type Plan, type Scenario } from '../../core/plan.ts';
import { getIn } from '../../core/config/paths.ts';

/** An image that a run would start, and what is said of pulling it. */
interface Use {
  image: string;
  policy: string | null;
}

/**
 * What keeps loaded images from being used. An image on a node is taken only where the kubelet need not ask a registry
 * (https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting).
 */
export function loadProblems(loadImages: readonly string[], plan: Pick<Plan, 'scenarios'> | Use): Problem[] {
  const uses = 'scenarios' in plan ? startedScenarios(plan).flatMap(usesOf) : [plan];
  return loadImages.flatMap((loaded) => {
    const use = uses.find(({ image, policy }) => isSame(loaded, image) && asksRegistry(image, policy));
    if (use === undefined) return [];
    return [use.policy === 'Always' ? alwaysProblem(loaded) : latestProblem(loaded)];
  });
}

function alwaysProblem(value: string): Problem {
  return {
    field: 'load-images',
    value,
    message:
      'a loaded image cannot be used with the pull policy Always: the kubelet then asks a registry at every start, and never takes the image on its node alone',
    fix: 'set image-pull-policy: IfNotPresent (or Never); or push the image to a registry and leave load-images out',
  };
}

function latestProblem(value: string): Problem {
  return {
    field: 'load-images',
    value,
    message:
      'a loaded image with the tag latest, or none, cannot be used so: Kubernetes then takes the pull policy Always, and the kubelet asks a registry at every start',
    fix: 'give the image another tag, such as app:pr, or set image-pull-policy: IfNotPresent',
  };
}

/** Nobody knows what is in an archive without opening it, but nothing in it would be used. */
function isSame(loaded: string, image: string): boolean {
  return loaded.endsWith('.tar') || fullName(loaded) === fullName(image);
}

function asksRegistry(image: string, policy: string | null): boolean {
  return policy === 'Always' || (policy === null && /:latest$/.test(fullName(image)));
}

/** `docker.io/library/app:latest` of `app` (https://github.com/distribution/reference/blob/main/normalize.go). */
function fullName(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasHost ? image : `docker.io/${rest.length === 0 ? 'library/' : ''}${image}`;
  return path.includes('@') || /:[^/]*$/.test(path) ? path : `${path}:latest`;
}

function usesOf({ workload, imagePullPolicy }: Scenario): Use[] {
  if (workload.kind === 'image') return [{ image: workload.image, policy: imagePullPolicy }];
  // What is there already needs no image of ours.
  if (workload.kind === 'target') return [];
  const containers = workload.manifests.flatMap(({ object }) =>
    containerPaths.flatMap((path) => listAt(object, path)),
  );
  return containers.map((container) => ({
    image: textAt(container, 'image') ?? '',
    policy: imagePullPolicy ?? textAt(container, 'imagePullPolicy'),
  }));
}

/** Of a Pod, and of what makes pods from a template. */
const containerPaths = [['spec'], ['spec', 'template', 'spec']].flatMap((path) => [
  [...path, 'containers'],
  [...path, 'initContainers'],
]);

function listAt(object: unknown, path: readonly string[]): unknown[] {
  const found = getIn(object, path);
  return Array.isArray(found) ? found : [];
}

function textAt(object: unknown, key: string): string | null {
  const found = getIn(object, [key]);
  return typeof found === 'string' ? found : null;
}
