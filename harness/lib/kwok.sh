# shellcheck shell=bash
# KWOK's controller, which plays the kubelet of nodes that do not exist (https://kwok.sigs.k8s.io).

# ensure_kwok: a folder with the program and the stages of its own module that its configurations need, in $KWOK_HOME.
ensure_kwok() {
  local digest
  digest=$(digest_of "$KWOK_VERSION" "$HARNESS/lib/kwok.sh")
  take_lock
  build kwok "$digest" "KWOK $KWOK_VERSION from the Go module proxy" "1–3 min, once" build_kwok
  KWOK_HOME=$(built kwok "$digest")
}

build_kwok() {
  local stages
  go_install "sigs.k8s.io/kwok/cmd/kwok@$KWOK_VERSION" "$1/bin"
  stages=$(module_source "sigs.k8s.io/kwok@$KWOK_VERSION")/kustomize/stage
  mkdir -p "$1/stages"
  install -m 0644 "$stages/node/fast/node-initialize.yaml" \
    "$stages/node/heartbeat-with-lease/node-heartbeat-with-lease.yaml" \
    "$stages/pod/fast/pod-delete.yaml" "$1/stages/"
}
