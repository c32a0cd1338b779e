import * as z from 'zod';
import { imageReference, objectName, yesOrNo } from './leaves.ts';

/** Pinned by its digest: whoever could change what the name means would be root on the nodes. */
export const standardHelperImage =
  'docker.io/library/busybox:1.37.0@sha256:9db7b59979c38555a39def84a31fb98b5296952f9e3afd4f6f11f05b07adfab0';

export const nodeHelperSchema = z
  .strictObject(
    {
      allow: yesOrNo()
        .describe(
          'Allows a pod with the file system of the node on each node where the workload may land, to remove images with the node’s own `crictl`. Whoever controls such a pod is root on the node.',
        )
        .meta({ default: false })
        .optional(),
      image: imageReference()
        .describe('Image of these pods; it has to hold the program `chroot`.')
        .meta({ default: standardHelperImage })
        .optional(),
      namespace: objectName('namespace')
        .describe(
          'Existing namespace for these pods, whose Pod Security level has to be `privileged`. Default: that of the run.',
        )
        .optional(),
    },
    { error: 'must be a mapping, for instance { allow: true }' },
  )
  .meta({ id: 'nodeHelper' });

export type NodeHelperInput = z.infer<typeof nodeHelperSchema>;
