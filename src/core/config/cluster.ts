import type { Checked } from './check-shape.ts';
import type { Layers } from './layers.ts';
import type { ClusterInput, RunValues } from './schema.ts';

/** What was said about the cluster, checked key by key. */
export interface GivenCluster {
  value: ClusterInput;
  /** What to call a key in a problem. */
  fieldOf: (key: keyof ClusterInput) => string;
  /** Whether the provider was given, and refused: nothing that depends on it is judged. */
  hasWrongProvider: boolean;
}

/** Files that a configuration file names are relative to it. */
export function givenCluster({ value, refused }: Checked<RunValues>, layers: Layers): GivenCluster {
  const { cluster = {} } = value;
  const fileAt = (key: keyof ClusterInput, file: string): string => layers.fileAt(['cluster', key], file);
  const { kubeconfig, kindConfig, loadImages } = cluster;
  return {
    value: {
      ...cluster,
      ...(kubeconfig === undefined ? {} : { kubeconfig: fileAt('kubeconfig', kubeconfig) }),
      ...(kindConfig === undefined ? {} : { kindConfig: fileAt('kindConfig', kindConfig) }),
      ...(loadImages === undefined
        ? {}
        : {
            loadImages: loadImages.map((image) =>
              image.endsWith('.tar') ? fileAt('loadImages', image) : image,
            ),
          }),
    },
    fieldOf: (key) => layers.fieldOf(['cluster', key]),
    hasWrongProvider: refused.covers(['cluster', 'provider']),
  };
}
