import type { Flag } from './flag.ts';

/** How images come to the nodes, and go. */
export const images: readonly Flag[] = [
  {
    name: 'image-pull-policy',
    value: 'POLICY',
    text: 'Always, IfNotPresent or Never, for every container',
    setting: 'imagePullPolicy',
  },
  {
    name: 'image-cache',
    value: 'WHAT',
    text: 'keep, or remove: delete the image from the nodes before each start',
    standard: 'keep',
    setting: 'imageCache',
  },
  {
    name: 'allow-node-helper',
    text: 'images may be removed by a pod with the file system of the node, where nothing else reaches it; see docs/clusters.md',
    setting: 'allowNodeHelper',
  },
  {
    name: 'node-helper-image',
    value: 'IMAGE',
    text: 'image of that pod, with the program chroot',
    standard: 'busybox, by its digest',
    setting: 'nodeHelperImage',
  },
  {
    name: 'node-helper-namespace',
    value: 'NAME',
    text: 'existing namespace for that pod',
    standard: 'that of the run',
    setting: 'nodeHelperNamespace',
  },
];
