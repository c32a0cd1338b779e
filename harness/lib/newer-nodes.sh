# shellcheck shell=bash disable=SC2034 # names for other files
# What is different in nodes of Kubernetes 1.35 and later. node-rootfs.sh and node-image.sh stay as they are for 1.34: a
# change there is a new key, with which its node image is built again.

if is_newer; then
  KUBERNETES_DIGEST=$(digest_of "$HARNESS/kubernetes" "$OWN_MODULES"/kubernetes.* "$KUBERNETES_VERSION")
  PROGRAMS_DIGEST=$(digest_of "$HARNESS/etcd" "$OWN_MODULES"/etcd.* "$HARNESS/crictl" "$HARNESS/pause" "$CONTAINERD_VERSION")
  PAUSE_NAME=registry.k8s.io/pause:$PAUSE_VERSION
  ROOTFS_DIGEST=$(digest_of "$ROOTFS_DIGEST" "$HARNESS/lib/newer-nodes.sh" "$PROGRAMS_DIGEST" "$PAUSE_NAME")
  NODE_DIGEST=$(digest_of "$HARNESS/lib/node-image.sh" "$ROOTFS_DIGEST" "$KUBERNETES_DIGEST")
  NODE_IMAGE=$OWN_PREFIX/node:$KUBERNETES_VERSION-$NODE_DIGEST

  # The built containerd takes the place of Debian's, whose package brings what it needs of its service.
  configure_containerd() {
    local root=$1 config=$1/etc/containerd/config.toml program
    for program in "${CONTAINERD_PROGRAMS[@]}"; do
      rm -f "$root/usr/bin/$program"
      install -m 0755 "$(built programs "$PROGRAMS_DIGEST")/$program" "$root/usr/local/bin/$program"
    done
    sed -i -e 's/restrict_oom_score_adj = false/restrict_oom_score_adj = true/' \
      -e "s#sandbox_image = .*#sandbox_image = \"$PAUSE_NAME\"#" "$config"
    chroot "$root" ctr oci spec |
      jq '.hooks.createContainer += [{path: "/kind/bin/mount-product-files.sh"}] | del(.process.rlimits)' \
        >"$root/etc/containerd/cri-base.json"
  }
fi
