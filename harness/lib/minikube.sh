# shellcheck shell=bash disable=SC2034 # names for other files
# A minikube that starts: the program, from its Go module, and, where no image registry can be had, an image for its
# nodes, made from the kind node image.

MINIKUBE_DIGEST=$(digest_of "$HARNESS/minikube-program" "$MINIKUBE_VERSION" "$MINIKUBE_COMMIT")
COREDNS_DIGEST=$(digest_of "$HARNESS/coredns")
MINIKUBE_IMAGE_DIGEST=$(digest_of "$HARNESS/lib/minikube.sh" "$HARNESS/minikube-node" "$HARNESS/etcd-for-minikube" "$NODE_DIGEST" \
  "$MINIKUBE_VERSION" "$COREDNS_DIGEST")
MINIKUBE_IMAGE=$OWN_PREFIX/minikube:$KUBERNETES_VERSION-$MINIKUBE_IMAGE_DIGEST
# Profiles, settings and certificates of its own: those of the user stay as they are.
MINIKUBE_FOLDER=$CACHE/minikube
MINIKUBE_PACKAGES=(openssh-server sudo lz4 socat rsync ebtables iputils-ping dnsutils adduser)

ensure_minikube() {
  build minikube "$MINIKUBE_DIGEST" "minikube $MINIKUBE_VERSION from the Go module proxy" "2–5 min, once" build_minikube
  mkdir -p "$MINIKUBE_FOLDER/bin" "$MINIKUBE_FOLDER/.minikube/config"
  ln -sfn "$(built minikube "$MINIKUBE_DIGEST")/minikube" "$MINIKUBE_FOLDER/bin/minikube"
  provide_sudo
  if is_plain; then
    write_minikube_settings '"driver": "docker"'
  else
    build coredns "$COREDNS_DIGEST" "CoreDNS from the Go module proxy" "1–2 min, once" build_coredns
    has_image "$MINIKUBE_IMAGE" || step "image of minikube's nodes" "30–90 s, once" build_minikube_image
    cache_kubernetes_programs
    settings_from_source
  fi
}

build_minikube() {
  local version=k8s.io/minikube/pkg/version
  go_build "$HARNESS/minikube-program" k8s.io/minikube/cmd/minikube "$1/minikube" \
    "-X $version.version=$MINIKUBE_VERSION -X $version.isoVersion=$MINIKUBE_VERSION
    -X $version.gitCommitID=$MINIKUBE_COMMIT -X $version.storageProvisionerVersion=v5"
}

build_coredns() { go_build "$HARNESS/coredns" . "$1/coredns"; }

# `minikube tunnel` calls sudo to change routes, as root too.
provide_sudo() {
  local file=$MINIKUBE_FOLDER/bin/sudo
  rm -f "$file"
  if ! have sudo && [ "$(id -u)" -eq 0 ]; then
    # shellcheck disable=SC2016 # for the shell that runs it
    printf '%s\n' '#!/bin/sh' 'while [ "${1#-}" != "$1" ]; do shift; done' 'exec "$@"' >"$file"
    chmod +x "$file"
  fi
}

# write_minikube_settings JSON: what `minikube config set` writes, so that every start of the tests has them.
write_minikube_settings() { printf '{\n%s\n}\n' "$1" >"$MINIKUBE_FOLDER/.minikube/config/config.json"; }

# Its image of addons cannot be built from a module. The services have addresses of their own, so that the route of a
# tunnel never leads requests for a kind cluster astray.
settings_from_source() {
  write_minikube_settings '  "driver": "docker",
  "container-runtime": "containerd",
  "base-image": "'"$MINIKUBE_IMAGE"'",
  "kubernetes-version": "'"$KUBERNETES_VERSION"'",
  "preload": false,
  "install-addons": false,
  "cni": "bridge",
  "service-cluster-ip-range": "10.120.0.0/16",
  "feature-gates": "KubeletInUserNamespace=true",
  "force": true,
  "cpus": "2",
  "memory": "3000",
  "WantUpdateNotification": false'
}

# Where minikube would download them to, and where it looks for them in a node.
cache_kubernetes_programs() {
  local architecture program folder
  architecture=$(go env GOARCH)
  folder=$MINIKUBE_FOLDER/.minikube/cache/linux/$architecture/$KUBERNETES_VERSION
  mkdir -p "$folder"
  for program in kubeadm kubelet kubectl; do
    ln -sfn "$(built kubernetes "$KUBERNETES_DIGEST")/kubernetes" "$folder/$program"
  done
}

build_minikube_image() {
  local folder container=pod-start-slo-minikube-build base=$OWN_PREFIX/minikube-base:build
  folder=$(mktemp -d -p "$CACHE")
  mkdir "$folder/rootfs"
  forget_images "$OWN_PREFIX/minikube:*"
  container_files "$NODE_IMAGE" "$folder/rootfs"
  add_minikube_packages "$folder/rootfs"
  add_minikube_files "$folder/rootfs"
  image_from_folder "$folder/rootfs" "$base"
  build_minikube_pods "$folder"
  docker rm --force "$container" 2>/dev/null || true
  docker run --detach --name "$container" --privileged --stop-signal SIGRTMIN+3 --entrypoint sleep "$base" infinity
  # In an image made from a folder everything is root's.
  docker exec "$container" chown -R docker:docker /home/docker
  import_minikube_pods "$container" "$folder/pods.tar"
  docker commit --change 'ENV container=docker' --change 'CMD []' --change 'EXPOSE 22' \
    --change 'ENTRYPOINT ["/usr/local/bin/entrypoint-with-mounted-cgroups", "/sbin/init"]' "$container" "$MINIKUBE_IMAGE"
  docker rm --force "$container"
  docker rmi "$base"
  rm -rf "$folder"
}

# container_files IMAGE FOLDER
container_files() {
  local container
  container=$(docker create "$1" none)
  docker export "$container" | tar -C "$2" -x
  docker rm "$container"
}

add_minikube_packages() {
  local root=$1
  echo "deb $(debian_mirror) $DEBIAN_SUITE main" >"$root/etc/apt/sources.list"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  DEBIAN_FRONTEND=noninteractive chroot "$root" sh -c \
    'apt-get update && apt-get install -y --no-install-recommends "$@"' sh "${MINIKUBE_PACKAGES[@]}"
  rm -f "$root/usr/sbin/policy-rc.d" "$root/etc/resolv.conf"
  trim_rootfs "$root"
}

# What deploy/kicbase/Dockerfile of minikube does, with the files beside it, read from the Go module cache.
add_minikube_files() {
  local root=$1 source program
  source=$(module_source "k8s.io/minikube@$MINIKUBE_VERSION")/deploy/kicbase
  install -m 0755 "$source/entrypoint" "$root/usr/local/bin/entrypoint"
  install -m 0755 "$HARNESS/minikube-node/entrypoint" "$root/usr/local/bin/entrypoint-with-mounted-cgroups"
  install -m 0644 "$source/containerd.toml" "$root/etc/containerd/config.toml"
  sed -i -e 's/restrict_oom_score_adj = false/restrict_oom_score_adj = true/' \
    -e "s#sandbox_image = .*#sandbox_image = \"$PAUSE_NAME\"#" "$root/etc/containerd/config.toml"
  # It takes only Ubuntu and its own distribution for nodes it can set up.
  sed -i 's/^ID=.*/ID=ubuntu/' "$root/etc/os-release"
  remove_kind_services "$root"
  rm -rf "$root"/etc/cni/net.d/*
  cp "$root"/usr/lib/cni/* "$root/opt/cni/bin/"
  mkdir -p "$root/var/lib/minikube/binaries/$KUBERNETES_VERSION"
  for program in kubeadm kubelet kubectl; do
    ln -s /usr/bin/kubernetes "$root/var/lib/minikube/binaries/$KUBERNETES_VERSION/$program"
  done
  add_minikube_user "$root"
}

# minikube writes the units of its own kubelet.
remove_kind_services() {
  local root=$1
  chroot "$root" systemctl disable kubelet.service undo-mount-hacks.service
  rm -rf "$root"/etc/systemd/system/kubelet.* "$root/etc/systemd/system/undo-mount-hacks.service"
  chroot "$root" systemctl enable ssh.service
}

# minikube logs in with a key, and what needs root it does with sudo.
add_minikube_user() {
  local root=$1
  chroot "$root" sh -c '
    groupadd --system docker
    useradd --create-home --shell /bin/bash --gid docker --groups sudo --password "*" docker
    mkdir -m 0700 /home/docker/.ssh
    mkdir -p /run/sshd
    echo "%sudo ALL=(ALL) NOPASSWD:ALL" >>/etc/sudoers
    sed -i "s/^UsePAM .*/UsePAM no/" /etc/ssh/sshd_config
    echo "SetEnv PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" >>/etc/ssh/sshd_config'
}

# The pods that the kind node image lacks, or has otherwise.
build_minikube_pods() {
  local folder=$1 programs
  programs=$(built programs "$PROGRAMS_DIGEST")
  mkdir -p "$folder/etcd/usr/local/bin" "$folder/coredns"
  go_build "$HARNESS/etcd-for-minikube" . "$folder/etcd/usr/local/bin/etcd"
  cp "$programs/etcd" "$folder/etcd/usr/local/bin/etcd-server"
  cp "$(built coredns "$COREDNS_DIGEST")/coredns" "$folder/coredns/coredns"
  image_from_folder "$folder/etcd" "$OWN_PREFIX/etcd:build" 'ENV PATH=/usr/local/bin'
  image_from_folder "$folder/coredns" "$OWN_PREFIX/coredns:build" 'ENTRYPOINT ["/coredns"]'
  docker save --output "$folder/pods.tar" "$OWN_PREFIX"/{etcd,coredns}:build
  docker rmi "$OWN_PREFIX"/{etcd,coredns}:build
}

import_minikube_pods() {
  local container=$1 archive=$2 name
  docker exec --detach "$container" containerd
  local try
  for try in $(seq 60); do
    docker exec "$container" ctr version >/dev/null 2>&1 && break
    [ "$try" -lt 60 ] || return 1
    sleep 0.5
  done
  docker exec --interactive "$container" ctr --namespace k8s.io images import --no-unpack - <"$archive"
  docker exec "$container" kubeadm config images list --kubernetes-version "$KUBERNETES_VERSION" |
    while IFS= read -r name; do
      case $name in
        */coredns/*) tag_in "$container" coredns "$name" ;;
        */etcd:*) tag_in "$container" etcd "$name" ;;
      esac
    done
  docker exec "$container" sh -c "ctr --namespace k8s.io images rm \$(ctr --namespace k8s.io images ls -q | grep :build)"
  docker exec "$container" ctr --namespace k8s.io images ls -q | grep -q coredns
  docker exec "$container" pkill -x containerd
  sleep 1
}

tag_in() {
  docker exec "$1" ctr --namespace k8s.io images tag --force "$OWN_PREFIX/$2:build" "$3" </dev/null
}

# What others need to know, as shell `export` lines.
minikube_env() {
  # shellcheck disable=SC2016 # the PATH at the time of use
  printf 'export PATH=%q:"$PATH"\n' "$MINIKUBE_FOLDER/bin"
  export_line MINIKUBE_HOME "$MINIKUBE_FOLDER/.minikube"
  # Of this setting only the flag is heeded: the images are in the image of the node already.
  is_plain || export_line PSS_MINIKUBE_ARGS --cache-images=false
}
