# shellcheck shell=bash
# Makes Docker answer: uses the engine that runs, else starts the one that is installed, else installs one.

RUNTIME=runc-without-sys-resource

docker_answers() { timeout 20 docker version >/dev/null 2>&1 || older_client_answers; }

# A client that no longer speaks to Debian's engine gives way to the one that came with it.
older_client_answers() {
  [ -x /usr/bin/docker ] && timeout 20 /usr/bin/docker version >/dev/null 2>&1 || return 1
  mkdir -p "$CACHE/bin"
  ln -sfn /usr/bin/docker "$CACHE/bin/docker"
  hash -r
}

ensure_docker() {
  if ! docker_answers; then
    if ! have dockerd; then
      is_debian_root || die "Docker does not answer, and installing it here needs root on Debian." \
        "Start or install Docker and try again."
      require_packages "a container engine" docker.io containerd runc
    fi
    [ "$(id -u)" -eq 0 ] || die "Docker does not answer, and starting it needs root. Start it and try again."
    step "starting the Docker daemon" "2–15 s" start_docker
  fi
  repair_runtime
}

start_docker() {
  if [ -d /run/systemd/system ]; then
    systemctl start docker
  else
    configure_docker
    wait_for_leaving_daemon
    remove_stale_pid_files
    # A leaving daemon may hold the old file open.
    rm -f "$CACHE/log/dockerd.log"
    detach dockerd --config-file "$CACHE/docker/daemon.json"
  fi
  local try
  for try in $(seq 60); do
    if docker_answers; then
      echo "answered at try $try"
      return 0
    fi
    sleep 0.5
  done
  tail -n 20 "$CACHE/log/dockerd.log"
  return 1
}

# A configuration file of our own: /etc/docker stays as it was found.
configure_docker() {
  mkdir -p "$CACHE/docker"
  local runtime=
  if lacks_sys_resource; then
    build_runtime
    runtime='"runtimes": {"'$RUNTIME'": {"path": "'$CACHE/docker/$RUNTIME'"}}, "default-runtime": "'$RUNTIME'",'
  fi
  cat >"$CACHE/docker/daemon.json" <<JSON
{
  $runtime
  "default-cgroupns-mode": "private",
  "storage-driver": "overlay2"
}
JSON
}

build_runtime() { go_build "$HARNESS/$RUNTIME" . "$CACHE/docker/$RUNTIME"; }

# The daemon outlives a removed cache, but starts no container without its runtime.
repair_runtime() {
  [ -x "$CACHE/docker/$RUNTIME" ] || ! lacks_sys_resource && return 0
  if [ "$(docker info --format '{{.DefaultRuntime}}')" = "$RUNTIME" ]; then
    step "the runtime of the Docker daemon" "1–10 s" build_runtime
  else
    say "note: root here lacks CAP_SYS_RESOURCE. If containers fail to start, end the Docker daemon; the harness then" \
      "starts it so that it can do without."
  fi
}

# Bit 24 of the bounding set is CAP_SYS_RESOURCE.
lacks_sys_resource() {
  local bounding
  [ -r /proc/self/status ] || return 1
  bounding=$(awk '/^CapBnd:/ { print $2 }' /proc/self/status)
  (((16#$bounding >> 24 & 1) == 0))
}

# One that was told to end still stops its containers, and a second one beside it gives up at once.
wait_for_leaving_daemon() {
  local try
  for try in $(seq 60); do
    runs dockerd /var/run/docker.pid || return 0
    echo "waiting for the leaving dockerd, try $try"
    sleep 0.5
  done
  die "a dockerd runs (process $(cat /var/run/docker.pid)) and does not answer; end it and try again"
}

# dockerd refuses to start while the file of a killed one names a process number that is in use again.
remove_stale_pid_files() {
  runs dockerd /var/run/docker.pid || rm -f /var/run/docker.pid
  runs containerd /var/run/docker/containerd/containerd.pid || rm -f /var/run/docker/containerd/containerd.pid
}

# runs PROGRAM PID-FILE
runs() {
  local pid
  pid=$(cat "$2" 2>/dev/null) && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$1" ]
}

# detach COMMAND…: a daemon that keeps none of the caller's streams (whoever waits for the end of
# our output would wait for ever) nor the lock.
detach() {
  (
    for fd in /proc/self/fd/*; do
      fd=${fd##*/}
      [ "$fd" -le 2 ] || eval "exec $fd>&-"
    done
    exec setsid "$@" </dev/null >"$CACHE/log/dockerd.log" 2>&1
  ) &
}

# forget_images PATTERN: those that a container still uses stay, and those of other versions of Kubernetes.
forget_images() {
  docker image ls --filter "reference=$1" --format '{{.Repository}}:{{.Tag}}' |
    awk -v own=":$KUBERNETES_VERSION-" '!/:v[0-9.]+-/ || index($0, own)' | xargs -r docker rmi || true
}

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

# image_from_folder FOLDER NAME CHANGE…: an image of one layer; needs neither a builder nor a base image.
image_from_folder() {
  local folder=$1 name=$2 change
  local changes=()
  shift 2
  for change in "$@"; do
    changes+=(--change "$change")
  done
  tar -C "$folder" --owner=0 --group=0 -c . | docker import "${changes[@]}" - "$name"
}
