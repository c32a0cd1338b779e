import type { Flag, FlagGroup } from './flag.ts';
import { noColor } from './running-flags.ts';

/** What is run is in the file; --yes and --allow-kube-namespaces hold for it too. */
export const policy: FlagGroup = {
  title: 'A policy of PowerfulSeal instead',
  flags: [
    {
      name: 'policy',
      value: 'FILE',
      text: 'policy file of PowerfulSeal, which says what is started, asked and promised',
    },
    {
      name: 'policy-timing',
      value: 'HOW',
      text: 'measured: judge how long until it is available, where the policy asks for that; literal: wait and ask as PowerfulSeal does',
      standard: 'measured',
    },
  ],
};

const allowing: readonly Flag[] = [
  { name: 'allow-kube-namespaces', text: 'pods in kube-* namespaces may be killed' },
  { name: 'allow-cluster-scoped', text: 'payloads may hold objects that belong to no namespace' },
];

export const migrateFlags: readonly FlagGroup[] = [
  {
    title: 'Options',
    flags: [
      {
        name: 'output-dir',
        value: 'FOLDER',
        text: 'write the configuration there, and each payload in a file of its own beside it',
      },
      { name: 'force', text: 'overwrite files that are there' },
      ...allowing,
      noColor,
    ],
  },
];
