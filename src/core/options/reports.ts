import { ofRun } from './option.ts';

/** Where the result of a run goes besides files. */
export const reports = {
  pushgateway: ofRun('reports.pushgateway', {
    type: ['url', 'http://pushgateway:9091'],
    help: 'URL of a Prometheus pushgateway to push the metrics of the run to when it ends',
    more: 'The URL may name a group, as in `http://pushgateway:9091/metrics/job/slo/leg/arm64`. `user:password@` in it becomes an Authorization header. A push that fails is a warning and changes no verdict. `watch` ignores it: it serves metrics itself.',
    otherwise: 'nothing is pushed',
    examples: ['http://pushgateway:9091'],
    cli: { value: 'URL' },
  }),
} as const;
