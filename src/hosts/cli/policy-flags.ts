import type { Flag, FlagGroup } from './flag.ts';

const policyFile: Flag = {
  name: 'policy',
  value: 'FILE',
  text: 'policy file of PowerfulSeal, which says what is started, asked and promised',
};

const allowSystemNamespaces: Flag = {
  name: 'allow-system-namespaces',
  text: 'pods in kube-* namespaces may be killed',
};

/** What a policy needs that is only checked or rewritten. */
export const policyReading: FlagGroup = {
  title: 'A policy of PowerfulSeal instead',
  flags: [
    policyFile,
    {
      name: 'policy-timing',
      value: 'HOW',
      text: 'measured: judge how long until it is available, where the policy asks for that; literal: wait and ask as PowerfulSeal does',
      standard: 'measured',
    },
    allowSystemNamespaces,
  ],
};

export const policyRunning: FlagGroup = {
  ...policyReading,
  flags: [
    ...policyReading.flags,
    {
      name: 'yes',
      text: 'confirm that pods of workloads that were there before may be deleted, on a cluster that was not made for the run',
    },
  ],
};

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
      allowSystemNamespaces,
      { name: 'allow-cluster-scoped', text: 'payloads may hold objects that belong to no namespace' },
      { name: 'no-color', text: 'no colours; NO_COLOR and FORCE_COLOR work as well' },
    ],
  },
];
