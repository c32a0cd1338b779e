import * as z from 'zod';
import { imageReference, pathOfFile, pathsOfFiles, percentage } from './leaves.ts';

/** What a scenario is compared with, as the user writes it. */
export const baselineSchema = z
  .strictObject(
    {
      image: imageReference()
        .describe(
          'Image to compare with, started alternately with that of the workload in the same run. All else is the same for both. Excludes `manifest` and `result`.',
        )
        .meta({ examples: ['ghcr.io/org/app:main'] })
        .optional(),
      manifest: pathsOfFiles()
        .describe(
          'File or folder with the objects to compare with, or a list of them, started alternately with those of the workload, which is a manifest then too.',
        )
        .optional(),
      result: pathOfFile()
        .describe(
          'Result of an earlier run (`--export-json`) to compare with. Judged only where cluster, machine, path and workload are the same and both runs have 20 judged starts, otherwise shown.',
        )
        .optional(),
      maxRegression: percentage(0, 1000)
        .describe(
          'How much slower than the baseline is still allowed. More, where it is shown, is a violation.',
        )
        .meta({ default: '10%' })
        .optional(),
    },
    { error: 'must be a mapping with the key "image", "manifest" or "result"' },
  )
  .meta({ id: 'baseline' });
