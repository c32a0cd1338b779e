# shellcheck shell=bash
# The programs of a Kubernetes node, built from their Go modules.

KUBERNETES_DIGEST=$(digest_of "$HARNESS/kubernetes" "$KUBERNETES_VERSION")
PROGRAMS_DIGEST=$(digest_of "$HARNESS/etcd" "$HARNESS/crictl" "$HARNESS/pause")
CONTAINERD_PROGRAMS=(containerd containerd-shim-runc-v2 ctr)

ensure_kubernetes() {
  build kubernetes "$KUBERNETES_DIGEST" \
    "Kubernetes $KUBERNETES_VERSION from the Go module proxy" "5–10 min, once" build_kubernetes
  link_kubectl
}

ensure_programs() {
  build programs "$PROGRAMS_DIGEST" "$(programs_label)" "1–3 min, once" build_programs
}

programs_label() { if is_newer; then echo "etcd, crictl, pause and containerd"; else echo "etcd, crictl and pause"; fi; }

build_kubernetes() {
  local components=k8s.io/component-base/version client=k8s.io/client-go/pkg/version flags=() package
  local major=${KUBERNETES_VERSION#v} minor
  major=${major%%.*}
  minor=${KUBERNETES_VERSION#v"$major".}
  minor=${minor%%.*}
  # Without these the API server calls itself v0.0.0 and kubeadm refuses it.
  for package in "$components" "$client"; do
    flags+=(-X "$package.gitVersion=$KUBERNETES_VERSION" -X "$package.gitMajor=$major"
      -X "$package.gitMinor=$minor" -X "$package.gitTreeState=clean")
  done
  # Both at once: one is linked while the other compiles.
  go_build_with_progress "Kubernetes $KUBERNETES_VERSION" "$HARNESS/kubernetes" "$1" "${flags[*]}" \
    . k8s.io/kubernetes/test/images/agnhost
}

build_programs() {
  go_build "$HARNESS/etcd" . "$1/etcd"
  go_build "$HARNESS/crictl" github.com/kubernetes-sigs/cri-tools/cmd/crictl "$1/crictl"
  go_build "$HARNESS/pause" . "$1/pause"
  [ "$CONTAINERD_VERSION" = debian ] || build_containerd "$1"
}

build_containerd() {
  local program
  for program in "${CONTAINERD_PROGRAMS[@]}"; do
    go_install "github.com/containerd/containerd/v2/cmd/$program@$CONTAINERD_VERSION" "$1"
  done
}

link_kubectl() {
  mkdir -p "$CACHE/bin"
  ln -sfn "$(built kubernetes "$KUBERNETES_DIGEST")/kubernetes" "$CACHE/bin/kubectl"
}
