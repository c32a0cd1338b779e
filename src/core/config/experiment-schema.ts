import * as z from 'zod';
import { killMethods, victimChoices } from '../experiments/names.ts';
import { oneOf, text, wholeNumber, yesOrNo } from './leaves.ts';

const labelPair =
  /^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?=([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?(,[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?=([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?)*$/;

export const healingSchema = z
  .strictObject(
    {
      kill: oneOf(killMethods)
        .describe(
          '`delete`: the pod is deleted with its grace period. `force`: at once, with grace period 0. `container`: its container is killed in place, the pod stays.',
        )
        .meta({ default: 'delete' })
        .optional(),
      pick: oneOf(victimChoices)
        .describe('Which pod: any of them by chance (seeded), or the oldest.')
        .meta({ default: 'random' })
        .optional(),
      selector: text('must be labels, for instance "app=web,tier=front"', labelPair)
        .describe('Only pods with these labels are killed, of those that belong to the workload.')
        .meta({ examples: ['role=replica'] })
        .optional(),
      container: text('must be the name of a container', /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
        .describe('Container that `kill: container` kills. Default: the first.')
        .optional(),
    },
    { error: 'must be a mapping, for instance { kill: force, pick: oldest }' },
  )
  .meta({ id: 'healing' });

export const scalingSchema = z
  .strictObject(
    {
      from: wholeNumber(0, 1000)
        .describe('Replicas before. Default: 1; for a target the number it has.')
        .optional(),
      to: wholeNumber(1, 1000).describe('Replicas asked for; more than `from`.').optional(),
      allowHpa: yesOrNo()
        .describe('Scales a workload that a HorizontalPodAutoscaler scales as well; the two may disagree.')
        .meta({ default: false })
        .optional(),
    },
    { error: 'must be a mapping, for instance { from: 1, to: 5 }' },
  )
  .meta({ id: 'scaling' });
