/** How the text of a setting becomes the value that a configuration file would hold. */
export type SettingKind =
  'text' | 'number' | 'boolean' | 'milliseconds' | 'lines' | 'paths' | 'words' | 'pairs';

interface Setting {
  /** Where the same thing stands in the configuration file. */
  path: readonly string[];
  level: 'run' | 'scenario';
  kind: SettingKind;
  /** Whether it says what is started. Such settings describe one scenario, so a configuration file excludes them. */
  describesWorkload: boolean;
}

const run = (path: string, kind: SettingKind = 'text'): Setting => ({
  path: path.split('.'),
  level: 'run',
  kind,
  describesWorkload: false,
});
const tuning = (path: string, kind: SettingKind = 'text'): Setting => ({
  path: path.split('.'),
  level: 'scenario',
  kind,
  describesWorkload: false,
});
const workload = (path: string, kind: SettingKind = 'text'): Setting => ({
  ...tuning(path, kind),
  describesWorkload: true,
});

/** Everything that a flag of the CLI or an input of the action can set. The hosts use the same names in kebab case. */
export const settings = {
  image: workload('workload.image'),
  port: workload('workload.port', 'number'),
  env: workload('workload.env', 'pairs'),
  command: workload('workload.command', 'words'),
  args: workload('workload.args', 'words'),
  restricted: workload('workload.restricted', 'boolean'),
  manifest: workload('workload.manifest', 'paths'),
  target: workload('workload.target'),
  replicas: workload('workload.replicas', 'number'),
  name: workload('name'),
  path: workload('probe.path'),
  status: workload('probe.status', 'number'),
  scheme: workload('probe.scheme'),
  service: workload('probe.service'),
  servicePort: workload('probe.port', 'number'),
  via: tuning('probe.via'),
  interval: tuning('probe.intervalMs', 'milliseconds'),
  addressTimeout: tuning('probe.addressTimeout'),
  askPod: tuning('probe.askPod', 'boolean'),
  imagePullPolicy: tuning('imagePullPolicy'),
  imageCache: tuning('imageCache'),
  experiment: tuning('experiment'),
  burst: tuning('burst', 'number'),
  kill: tuning('healing.kill'),
  pick: tuning('healing.pick'),
  victimSelector: tuning('healing.selector'),
  victimContainer: tuning('healing.container'),
  scaleFrom: tuning('scaling.from', 'number'),
  scaleTo: tuning('scaling.to', 'number'),
  allowHpa: tuning('scaling.allowHpa', 'boolean'),
  iterations: tuning('iterations', 'number'),
  maxIterations: tuning('maxIterations', 'number'),
  warmup: tuning('warmup', 'number'),
  timeout: tuning('timeout'),
  gracePeriod: tuning('gracePeriod'),
  volumeClaims: tuning('volumeClaims'),
  rule: tuning('rule'),
  objectives: tuning('objectives', 'lines'),
  conditions: tuning('conditions', 'lines'),
  podLogs: tuning('podLogs', 'boolean'),
  keepGoing: tuning('keepGoing', 'boolean'),
  baselineImage: tuning('baseline.image'),
  baselineManifest: tuning('baseline.manifest', 'paths'),
  baselineResult: tuning('baseline.result'),
  maxRegression: tuning('baseline.maxRegression'),
  namespace: run('namespace'),
  seed: run('seed', 'number'),
  maxDuration: run('maxDuration'),
  setupManifests: run('setupManifests', 'lines'),
  allowClusterScoped: run('allowClusterScoped', 'boolean'),
  confirm: run('confirm', 'boolean'),
  allowKubeNamespaces: run('allowKubeNamespaces', 'boolean'),
  allowNodeHelper: run('nodeHelper.allow', 'boolean'),
  nodeHelperImage: run('nodeHelper.image'),
  nodeHelperNamespace: run('nodeHelper.namespace'),
  watchInterval: run('watch.interval'),
  watchJitter: run('watch.jitter'),
  watchWindow: run('watch.window'),
  watchSlo: run('watch.slo'),
  watchSla: run('watch.sla'),
  watchListen: run('watch.listen'),
  watchHealthListen: run('watch.healthListen'),
  watchWebhooks: run('watch.webhook', 'lines'),
  watchWebhookFormat: run('watch.webhookFormat'),
  watchState: run('watch.state'),
  watchLogFormat: run('watch.logFormat'),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
