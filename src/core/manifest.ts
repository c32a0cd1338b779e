/** One document of a manifest file. */
export interface Manifest {
  /** File and document, for messages: `app.yml#2`. */
  source: string;
  /** The object as parsed; apiVersion, kind and metadata.name are checked. */
  object: KubernetesObject;
}

/** An object of the API, as a manifest has it. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [key: string]: unknown;
  };
  [key: string]: unknown;
}
