/** The paths over which a Service can be probed. */
export const vias = ['load-balancer', 'node-port', 'cluster-ip', 'port-forward', 'api-proxy'] as const;
export type Via = (typeof vias)[number];
