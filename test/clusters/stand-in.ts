import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Programs in place of kind, minikube, k3d and docker, which keep the clusters they are told to make as files. */
export interface StandIns extends Disposable {
  /** Where the programs are. */
  folder: string;
  env: Record<string, string>;
  /** The clusters that are there. */
  clusters: () => string[];
  /** Creates one as somebody else does it, also in the place of one that is there. */
  make: (name: string) => void;
  /** What was run: `k3d cluster create slo …`. */
  ran: () => string[];
}

/**
 * What they have in common is how they are called; that a real one understands it, the tests with real ones show.
 * `FAIL` in the environment names the call that fails (`quicker`: somebody else has just created a cluster of the name),
 * `HANG` the one that goes on until it is ended. The Docker daemon is away as long as there is a file `away` in the folder.
 * `MADE_KUBECONFIG` names what kind's cluster is reached with, `KIND_STAND_IN` its version.
 */
const script = `#!/bin/sh
line="\${0##*/} $*"
echo "$line" >>"$STAND_IN/ran"
[ ! -e "$STAND_IN/away" ] || { echo 'Cannot connect to the Docker daemon. Is the docker daemon running?' >&2; exit 1; }
present() { ls "$STAND_IN/clusters"; }
id() { cat "$STAND_IN/clusters/$1"; }
case "$line" in
  'kind version') echo "kind \${KIND_STAND_IN:-v0.33.0} go1.26.7 linux/amd64" ;;
  'kind get clusters') present ;;
  kind\\ get\\ nodes*) [ ! -e "$STAND_IN/clusters/$4" ] || echo "$4-control-plane" ;;
  kind\\ create*) made=$4; [ -z "\${MADE_KUBECONFIG:-}" ] || cp "$MADE_KUBECONFIG" "$6" ;;
  kind\\ load\\ *)
    [ "\${FAIL:-}" != platforms ] || { echo 'ERROR: ctr: content digest sha256:0a1b: not found' >&2; exit 1; } ;;
  docker\\ save*) [ "\${FAIL_SAVE:-}" = '' ] || { echo 'no space left on device' >&2; exit 1; } ;;
  kind\\ export*) [ "\${FAIL:-}" != logs ] || exit 1; case "$2" in kubeconfig) : >"$6" ;; esac ;;
  *' run --detach --name '*)
    [ "\${FAIL:-}" != registry ] || { echo 'port is already allocated' >&2; exit 1; }
    echo "\${8#*=}" >"$STAND_IN/registry" ;;
  *' ps --all --quiet --no-trunc --filter label=pod-start-slo/owner='*)
    grep -qsx "\${line##*=}" "$STAND_IN/registry" && echo registry ;;
  *' ps --all --quiet --no-trunc --filter label='*) [ ! -e "$STAND_IN/clusters/\${line##*=}" ] || id "\${line##*=}" ;;
  *' rm --force --volumes registry') rm "$STAND_IN/registry" ;;
  *' rm --force --volumes '*) grep -lx "\${line##* }" "$STAND_IN"/clusters/* | xargs -r rm -f ;;
  *' containerd config dump') printf '[plugins."io.containerd.grpc.v1.cri".registry]\n config_path = "/etc/certs"\n' ;;
  *' crictl inspecti --output json app') echo '{"status":{"id":"sha256:app","repoTags":["docker.io/library/app:latest"]}}' ;;
  *' crictl ps '*) echo '{"containers":[]}' ;;
  *' crictl pods '*) echo '{"items":[]}' ;;
  minikube\\ profile*)
    list=$(present | sed 's/.*/{"Name":"&","Status":"OK","Config":{"Driver":"docker"}}/' | paste -sd, -)
    echo "{\\"valid\\":[$list],\\"invalid\\":[]}" ;;
  minikube\\ start*) made=$3 ;;
  minikube\\ update-context*) : >"$KUBECONFIG" ;;
  minikube\\ logs*) [ "\${FAIL:-}" != logs ] || exit 1; : >"$5" ;;
  'k3d node list'*)
    echo "[$(present | sed 's/.*/{"name":"k3d-&-server-0","role":"server","runtimeLabels":{"k3d.cluster":"&"}}/' | paste -sd, -)]" ;;
  docker\\ logs*) [ "\${FAIL:-}" != logs ] || exit 1 ;;
  minikube\\ delete*) rm -f "$STAND_IN/clusters/$3" ;;
  'k3d cluster list'*) echo "[$(present | sed 's/.*/{"name":"&"}/' | paste -sd, -)]" ;;
  'k3d cluster create'*) made=$3 ;;
  'k3d cluster delete'*) rm -f "$STAND_IN/clusters/$3" ;;
  'k3d kubeconfig get'*) echo 'kind: Config' ;;
  *'kubectl'*'get nodes'*) present | sed 's/$/-control-plane=True/' ;;
esac
if [ -n "\${made:-}" ]; then
  if [ "\${FAIL:-}" = quicker ]; then
    echo container-of-somebody-else >"$STAND_IN/clusters/$made"
    echo "ERROR: node(s) already exist for a cluster with the name $made" >&2
    echo "because a cluster with that name already exists" >&2
    exit 1
  fi
  echo "container-$$" >"$STAND_IN/made-$$" && mv "$STAND_IN/made-$$" "$STAND_IN/clusters/$made"
  [ "\${FAIL:-}" != create ] || { echo 'no space left' >&2; exit 1; }
  [ "\${HANG:-}" != create ] || sleep 60
fi
`;

export function standIns(
  extra: Record<string, string> = {},
  programs: readonly string[] = ['kind', 'minikube', 'k3d', 'docker'],
): StandIns {
  const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-stand-in-'));
  mkdirSync(join(folder, 'clusters'));
  // Tests list the temporary folder for leftovers, and other files of tests run at the same time.
  const tmp = join(folder, 'tmp');
  mkdirSync(tmp);
  const { TMPDIR: before } = process.env;
  process.env['TMPDIR'] = tmp;
  for (const program of programs) {
    writeFileSync(join(folder, program), script);
    chmodSync(join(folder, program), 0o755);
  }
  const listed = (): string[] =>
    ['slo', 'theirs'].filter((name) => existsSync(join(folder, 'clusters', name)));
  return {
    folder,
    env: {
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      STAND_IN: folder,
      POD_START_SLO_PASS_ENV: 'STAND_IN,FAIL*,HANG,MADE_KUBECONFIG',
      ...extra,
    },
    clusters: listed,
    make: (name) => writeFileSync(join(folder, 'clusters', name), 'container-of-somebody-else\n'),
    ran: () => readFileSync(join(folder, 'ran'), 'utf8').split('\n'),
    [Symbol.dispose]: () => {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      rmSync(folder, { recursive: true });
    },
  };
}
