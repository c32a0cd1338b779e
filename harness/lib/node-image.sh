# shellcheck shell=bash
# The node image: the root file system, with the images of the control plane in its containerd.

PAUSE_NAME=registry.k8s.io/pause:3.10.1
NODE_DIGEST=$(digest_of "$HARNESS/lib/node-rootfs.sh" "$HARNESS/lib/node-image.sh" "$HARNESS/node" \
  "$KUBERNETES_DIGEST" "$PROGRAMS_DIGEST" "$KIND_VERSION" "$DEBIAN_SUITE")
NODE_IMAGE=$OWN_PREFIX/node:$KUBERNETES_VERSION-$NODE_DIGEST

# The archive makes the image survive the loss of Docker's own storage.
ensure_node_image() {
  if has_image "$NODE_IMAGE"; then
    found node-image
    return 0
  fi
  build node-image "$NODE_DIGEST" "node image" "20–60 s, once" build_node_image
  has_image "$NODE_IMAGE" || step "loading the node image into Docker" "5–20 s" load_node_image
}

load_node_image() { docker load --input "$(built node-image "$NODE_DIGEST")/image.tar"; }

# build_node_image FOLDER: leaves image.tar there.
build_node_image() {
  local folder=$1 root=$1/rootfs container=pod-start-slo-node-build
  forget_images "$OWN_PREFIX/node*:*"
  # Of no use any more once the image is there.
  mv "$(built node-rootfs "$ROOTFS_DIGEST")/rootfs" "$root"
  rm -rf "$(built node-rootfs "$ROOTFS_DIGEST")"
  add_kubernetes "$root"
  image_from_folder "$root" "$OWN_PREFIX/node-base:$NODE_DIGEST"
  build_control_plane_images "$root" "$folder"
  docker rm --force "$container" 2>/dev/null || true
  # systemd leaves on this signal; `docker commit` takes it over from the container, but not as a change.
  docker run --detach --name "$container" --privileged --stop-signal SIGRTMIN+3 --entrypoint sleep \
    "$OWN_PREFIX/node-base:$NODE_DIGEST" infinity
  import_control_plane_images "$container" "$folder/control-plane.tar"
  docker commit --change 'ENV container=docker' --change 'CMD []' \
    --change 'ENTRYPOINT ["/usr/local/bin/entrypoint", "/sbin/init"]' "$container" "$NODE_IMAGE"
  docker rm --force "$container"
  docker rmi "$OWN_PREFIX/node-base:$NODE_DIGEST" || true
  docker save --output "$folder/image.tar" "$NODE_IMAGE"
  rm -rf "$root" "$folder/control-plane.tar" "$folder"/layer-*
}

# In Docker they bear names of our own; import_control_plane_images gives them those that kubeadm asks for.
build_control_plane_images() {
  local root=$1 folder=$2 programs program
  programs=$(built programs "$PROGRAMS_DIGEST")
  for program in kube-apiserver kube-controller-manager kube-scheduler kube-proxy; do
    mkdir -p "$folder/layer-kubernetes/usr/local/bin"
    ln -s kubernetes "$folder/layer-kubernetes/usr/local/bin/$program"
  done
  # A hard link: the same 150 MB are in the root file system.
  ln "$root/usr/bin/kubernetes" "$folder/layer-kubernetes/usr/local/bin/kubernetes"
  install -D -m 0755 "$programs/etcd" "$folder/layer-etcd/usr/local/bin/etcd"
  install -D -m 0755 "$programs/pause" "$folder/layer-pause/pause"
  copy_iptables "$root" "$folder/layer-iptables"

  local path='ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin'
  image_from_folder "$folder/layer-kubernetes" "$OWN_PREFIX/kubernetes:build" "$path"
  image_from_folder "$folder/layer-etcd" "$OWN_PREFIX/etcd:build" "$path"
  image_from_folder "$folder/layer-pause" "$OWN_PREFIX/pause:build" 'ENTRYPOINT ["/pause"]'
  add_to_image "$OWN_PREFIX/kubernetes:build" "$folder/layer-iptables" "$OWN_PREFIX/kube-proxy:build"
  docker save --output "$folder/control-plane.tar" "$OWN_PREFIX"/{kubernetes,etcd,pause,kube-proxy}:build
  docker rmi "$OWN_PREFIX"/{kubernetes,etcd,pause,kube-proxy}:build
}

# kube-proxy executes iptables: the program, its modules, and the libraries that these are linked to. Without libm the
# module `statistic` is missing, and with it every rule as soon as any service has two endpoints.
copy_iptables() {
  local root=$1 layer=$2 file
  chroot "$root" sh -c 'ldd /usr/sbin/xtables-nft-multi /usr/lib/*/xtables/*.so' |
    sed -nE 's/^\t(.* => )?(\/[^ ]+) .*/\2/p' | sort -u | while IFS= read -r file; do
      install -D "$root/$(chroot "$root" readlink -f "$file")" "$layer/$file"
    done
  install -D "$root/usr/sbin/xtables-nft-multi" "$layer/usr/sbin/xtables-nft-multi"
  for file in {iptables,ip6tables}{,-save,-restore}; do
    ln -s xtables-nft-multi "$layer/usr/sbin/$file"
  done
  mkdir -p "$layer/usr/lib/$(uname -m)-linux-gnu"
  cp -r "$root/usr/lib/$(uname -m)-linux-gnu/xtables" "$layer/usr/lib/$(uname -m)-linux-gnu/"
}

# add_to_image BASE FOLDER NAME: BASE with one more layer.
add_to_image() {
  local container
  container=$(docker create "$1" none)
  tar -C "$2" --owner=0 --group=0 -c . | docker cp - "$container:/"
  docker commit --change 'CMD []' "$container" "$3"
  docker rm "$container"
}

import_control_plane_images() {
  local container=$1 archive=$2 name source
  docker exec --detach "$container" containerd
  local try
  for try in $(seq 60); do
    docker exec "$container" ctr version >/dev/null 2>&1 && break
    [ "$try" -lt 60 ] || return 1
    sleep 0.5
  done
  # Unpacking is left to the node: overlayfs on the overlayfs of this container would not work.
  docker exec --interactive "$container" ctr --namespace k8s.io images import --no-unpack - <"$archive"
  docker exec "$container" kubeadm config images list --kubernetes-version "$KUBERNETES_VERSION" |
    while IFS= read -r name; do
      case $name in
        */coredns/*) continue ;;
        */kube-proxy:*) source=kube-proxy ;;
        */etcd:*) source=etcd ;;
        */pause:*) source=pause ;;
        *) source=kubernetes ;;
      esac
      docker exec "$container" ctr --namespace k8s.io images tag --force "$OWN_PREFIX/$source:build" "$name" </dev/null
    done
  docker exec "$container" sh -c "ctr --namespace k8s.io images rm \$(ctr --namespace k8s.io images ls -q | grep :build)"
  docker exec "$container" ctr --namespace k8s.io images ls -q | grep -qxF "$PAUSE_NAME"
  docker exec "$container" pkill -x containerd
  sleep 1
}
