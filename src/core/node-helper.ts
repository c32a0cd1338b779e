/** What helps where a namespace does not admit the pods that see the file system of their node. */
export const helperNamespaceHint =
  'name a namespace of the Pod Security level "privileged" for it with --node-helper-namespace (nodeHelper.namespace); the workload stays where it is';
