import * as z from 'zod';
import { environment, imageReference, pathsOfFiles, text, wholeNumber, words, yesOrNo } from './leaves.ts';

/** Keys that an editor marks as wrong beside `manifest`. */
const ofAnImage = {
  image: false,
  port: false,
  env: false,
  command: false,
  args: false,
  restricted: false,
  replicas: false,
};

export const workloadSchema = z
  .strictObject(
    {
      image: imageReference()
        .describe(
          'Image to start. The tool makes a Pod with this one container and a Service in front of it. Needs `port`; excludes `manifest`.',
        )
        .meta({ examples: ['docker.io/bloomberg/goldpinger:v3.0.0'] })
        .optional(),
      port: wholeNumber(1, 65535)
        .describe('TCP port on which the container answers HTTP. Required with `image`.')
        .optional(),
      env: environment()
        .describe(
          'Environment variables of the container. Values are texts: put numbers and booleans into quotes.',
        )
        .meta({ examples: [{ HOST: '0.0.0.0', PORT: '8080' }] })
        .optional(),
      command: words().describe('Replaces the entrypoint of the image, one word an item.').optional(),
      args: words().describe('Arguments of the entrypoint, one word an item.').optional(),
      restricted: yesOrNo()
        .describe(
          'Gives the pod the security context that the Pod Security Standard `restricted` asks for. The image must be able to run as a user other than root.',
        )
        .meta({ default: false })
        .optional(),
      replicas: wholeNumber(1, 1000)
        .describe('Pods of the Deployment that the tool makes for `experiment: healing`.')
        .meta({ default: 1 })
        .optional(),
      target: text(
        'must be a kind and a name, for instance deployment/web; kinds: deployment, statefulset, daemonset',
        /^(deployment|statefulset|daemonset)\/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
      )
        .describe(
          'Workload that is there already, in the run’s `namespace`: for healing and scaling. It is put back as it was and never deleted. `probe.service` names the Service in front; default: the name of the workload. Excludes all other keys of `workload`.',
        )
        .meta({ examples: ['deployment/web'] })
        .optional(),
      manifest: pathsOfFiles()
        .describe(
          'File with Kubernetes objects to start instead of an image, a folder with such files, or a list of both, relative to the configuration file. What pods need (accounts, secrets, config maps, claims, Services) is created first, then the pods, then the rest. They need at least one Pod, Deployment, StatefulSet or ReplicaSet, and a Service. Excludes all other keys of `workload`.',
        )
        .meta({ examples: ['pod-and-service.yml'] })
        .optional(),
      inlineManifest: text('must be the text of a manifest', /\S/)
        .describe(
          'The objects themselves, as the text that a manifest file would hold. Excludes all other keys of `workload`.',
        )
        .optional(),
    },
    { error: 'must be a mapping with the key "image", "manifest" or "target"' },
  )
  .meta({
    id: 'workload',
    dependentSchemas: {
      manifest: { properties: ofAnImage },
      inlineManifest: { properties: { ...ofAnImage, manifest: false } },
      target: { properties: ofAnImage },
    },
  });
