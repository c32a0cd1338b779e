import type { Problem } from '../errors.ts';
import { isMapping } from './paths.ts';

type Mapping = Record<string, unknown>;

/** A kind of document that people have beside their manifests, and what to do with it instead. */
interface OtherDocument {
  matches: (value: Mapping) => boolean;
  what: string;
  fix: string;
}

const isBare = (value: Mapping): boolean => !('apiVersion' in value) && !('kind' in value);

/** Whether it is a PowerfulSeal policy: its scenarios have steps. */
export function isPolicy({ scenarios }: Mapping): boolean {
  return Array.isArray(scenarios) && scenarios.some((each: unknown) => isMapping(each) && 'steps' in each);
}

const others: readonly OtherDocument[] = [
  {
    matches: (value) => isBare(value) && isPolicy(value),
    what: 'a PowerfulSeal policy',
    fix: 'pass it with --policy (input policy)',
  },
  {
    matches: (value) => isBare(value) && Array.isArray(value['scenarios']),
    what: 'a configuration file of pod-start-slo',
    fix: 'pass it with -c (input config)',
  },
  {
    // https://github.com/compose-spec/compose-spec/blob/main/spec.md
    matches: (value) => isBare(value) && isMapping(value['services']),
    what: 'a Compose file',
    fix: 'convert it: kompose convert -f FILE --stdout | pod-start-slo run -f -',
  },
  {
    // https://helm.sh/docs/topics/charts/#the-chartyaml-file
    matches: (value) =>
      /^v[12]$/.test(String(value['apiVersion'])) &&
      !('kind' in value) &&
      typeof value['version'] === 'string',
    what: 'the Chart.yaml of a Helm chart',
    fix: 'render the chart: helm template CHART_FOLDER | pod-start-slo run -f -',
  },
  {
    matches: (value) => isBare(value) && !('metadata' in value),
    what: 'no Kubernetes object: it has no apiVersion, kind and metadata',
    fix: 'pass a manifest; if these are the values of a Helm chart: helm template CHART_FOLDER -f FILE | pod-start-slo run -f -',
  },
];

/** What a document is that is no Kubernetes object, and where it belongs; null where it may be one. */
export function otherDocument(value: Mapping, field: string): Problem | null {
  const found = others.find(({ matches }) => matches(value));
  if (found === undefined) return null;
  const { what, fix } = found;
  return {
    field,
    message: what.startsWith('no ') ? `is ${what}` : `is ${what}, not a Kubernetes manifest`,
    fix,
  };
}
