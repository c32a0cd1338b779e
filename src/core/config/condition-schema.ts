import * as z from 'zod';
import { conditions } from '../condition.ts';
import { threadsVariable } from '../load.ts';
import { imageReference, oneOf, text, words } from './leaves.ts';

export const standardLoad = {
  image: 'docker.io/library/busybox:1.37',
  command: ['sh', '-c', `for i in $(seq "$${threadsVariable}"); do while :; do :; done & done; wait`],
  cpu: '80%',
} as const;

export const loadSchema = z
  .strictObject(
    {
      image: imageReference()
        .describe('Image of the load’s pods, one on each node. It is pulled where the node does not have it.')
        .meta({ default: standardLoad.image })
        .optional(),
      command: words()
        .describe(
          `What the pods run, one word an item: something that never ends and keeps \`${threadsVariable}\` threads busy. Kubernetes puts the number for \`$(${threadsVariable})\`, a shell finds it as a variable. Default: endless loops of \`sh\`.`,
        )
        .optional(),
      cpu: text(
        'must be a share of the CPU of each node such as 80%, or cores such as 2 or 500m',
        /^(?:(?:[1-9]\d?|100)%|0*[1-9]\d*m|(?=[\d.]*[1-9])\d+(?:\.\d{1,3})?)$/,
      )
        .describe(
          'What the load takes of each node at most, as the limit of its pod: a share of the node’s allocatable CPU, or cores.',
        )
        .meta({ default: standardLoad.cpu, examples: ['80%', '500m', '2'] })
        .optional(),
    },
    { error: 'must be a mapping, for instance { cpu: 80% }' },
  )
  .meta({ id: 'load' });

/** What a scenario is started under, beside as it is. */
export const conditionShape = {
  conditions: z
    .array(oneOf(conditions), { error: 'must be a list, for instance [ cold-image, busy-node ]' })
    .min(1, { error: 'must name one condition at least; leave it out for none' })
    .describe(
      'The scenario is started as it is and once more under each of these, every time as a scenario of its own: `web`, `web (cold image)`, `web (busy node)`. `cold-image`: the image is removed from the nodes before each start. `busy-node`: beside a load on the CPUs of the nodes, see `load`.',
    )
    .meta({ examples: [['cold-image', 'busy-node']] })
    .optional(),
  load: loadSchema.describe('What keeps the nodes busy in the condition `busy-node`.').optional(),
};
