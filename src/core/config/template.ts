import { sections } from '../options/sections.ts';
import { settings, standard, type SettingName } from '../options/table.ts';
import { plainText } from '../options/texts.ts';

/** `warmup: 1 # unjudged warm-up iterations`: a key with its help. */
function line(name: SettingName, value: string | number): string {
  const { path, help } = settings[name];
  return `${path.split('.').at(-1) ?? path}: ${value} # ${plainText(help)}`;
}

/** What `init` writes: a configuration that works as it stands, with more to uncomment. */
export const configTemplate = `# How long may a pod take until its service answers? This file says what is started and what is promised.
# All keys: docs/reference/configuration.md

scenarios:
  - name: goldpinger

    # ${plainText(sections.workload.help)}
    workload:
      ${line('image', 'docker.io/bloomberg/goldpinger:v3.0.0')}
      ${line('port', 8080)}
      env:
        HOST: 0.0.0.0
        PORT: "8080" # values are texts: numbers need quotes
    # workload:
    #   ${line('manifest', 'pod-and-service.yml')}

    # ${plainText(sections.probe.help)}
    probe:
      ${line('path', '/healthz')}
      ${line('status', standard.status)}
      # ${line('via', 'load-balancer')}

    # Promised limits. Statistics: p50, p90, p95, p99, max. Limits: 500ms, 30s, 1m30s.
    objectives:
      - p95 <= 30s
      # - image-pull p95 <= 10s # one phase of the start

    ${line('iterations', standard.iterations)}
    ${line('warmup', standard.warmup)}
    # ${line('timeout', '60s')}
    # ${line('imagePullPolicy', 'Always')}
    # ${line('imageCache', 'remove')}

# ${line('namespace', 'default')}
# ${line('maxDuration', '10m')}
`;
