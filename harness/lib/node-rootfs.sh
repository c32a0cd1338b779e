# shellcheck shell=bash
# The root file system of the node image: Debian packages, under kind's own files, with our programs.
# It does what images/base/Dockerfile of kind does, whose files are read from the Go module cache.

NODE_PACKAGES=systemd,systemd-sysv,dbus,containerd,runc,containernetworking-plugins,conntrack,iptables,iproute2
NODE_PACKAGES+=,ethtool,mount,kmod,libseccomp2,pigz,bash,ca-certificates,curl,jq,procps,util-linux

ROOTFS_DIGEST=$(digest_of "$HARNESS/lib/node-rootfs.sh" "$HARNESS/node" "$KIND_VERSION" "$DEBIAN_SUITE")

# Needs nothing that is compiled, so that it can be made meanwhile.
ensure_rootfs() {
  has_image "$NODE_IMAGE" || [ -d "$(built node-image "$NODE_DIGEST")" ] ||
    build node-rootfs "$ROOTFS_DIGEST" "root file system of a node from Debian packages" "30–60 s, once" build_rootfs
}

# build_rootfs FOLDER
build_rootfs() {
  local root=$1/rootfs mirror
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || die "apt knows no mirror of Debian $DEBIAN_SUITE"
  debootstrap --variant=minbase --include="$NODE_PACKAGES" "$DEBIAN_SUITE" "$root" "$mirror"
  trim_rootfs "$root"
  add_kind_files "$root"
  choose_services "$root"
  configure_containerd "$root"
  add_network_plugins "$root"
}

trim_rootfs() {
  rm -rf "$1"/var/cache/apt/* "$1"/var/lib/apt/lists/* "$1"/var/log/* "$1"/usr/share/{doc,man,locale,info}
  # It names the mirror of the machine that built the image.
  rm -f "$1"/etc/apt/sources.list
}

add_kind_files() {
  local root=$1 source file
  source=$(module_source "sigs.k8s.io/kind@$KIND_VERSION")/images/base/files
  (cd "$source" && find . -type f) | while IFS= read -r file; do
    case $file in
      ./usr/local/bin/* | ./kind/bin/*) install -D -m 0755 "$source/$file" "$root/$file" ;;
      *) install -D -m 0644 "$source/$file" "$root/$file" ;;
    esac
  done
}

choose_services() {
  local root=$1 units=$1/lib/systemd/system
  rm -f "$units"/sysinit.target.wants/systemd-tmpfiles-setup.service \
    "$units"/{multi-user,local-fs,basic}.target.wants/* "$units"/sockets.target.wants/*{udev,initctl}* \
    "$root"/etc/systemd/system/*.wants/*
  # Setting limits and OOM scores needs CAP_SYS_RESOURCE, which the host's root may lack.
  sed -i -E '/^(OOMScoreAdjust|Limit[A-Z]+)=/d' "$root/etc/systemd/system/containerd.service"
  echo "ReadKMsg=no" >>"$root/etc/systemd/journald.conf"
  chroot "$root" systemctl enable kubelet.service containerd.service undo-mount-hacks.service
  chroot "$root" systemctl mask systemd-binfmt.service
}

configure_containerd() {
  local root=$1 config=$1/etc/containerd/config.toml program
  for program in containerd containerd-shim-runc-v2 ctr; do
    ln -sf "/usr/bin/$program" "$root/usr/local/bin/$program"
  done
  sed -i -e 's/restrict_oom_score_adj = false/restrict_oom_score_adj = true/' \
    -e "s#sandbox_image = .*#sandbox_image = \"$PAUSE_NAME\"#" "$config"
  chroot "$root" ctr oci spec |
    jq '.hooks.createContainer += [{path: "/kind/bin/mount-product-files.sh"}] | del(.process.rlimits)' \
      >"$root/etc/containerd/cri-base.json"
}

# One node needs no network daemon: kind gives the first node of a cluster the first /24 of its pod subnet.
add_network_plugins() {
  local root=$1
  mkdir -p "$root/opt/cni/bin" "$root/etc/cni/net.d"
  cp "$root"/usr/lib/cni/{host-local,loopback,ptp,portmap} "$root/opt/cni/bin/"
  cp "$HARNESS/node/10-pods.conflist" "$root/etc/cni/net.d/"
  install -D -m 0644 "$HARNESS/node/default-cni.yaml" "$root/kind/manifests/default-cni.yaml"
  install -D -m 0644 "$HARNESS/node/default-storage.yaml" "$root/kind/manifests/default-storage.yaml"
}

# add_kubernetes ROOT: the compiled programs.
add_kubernetes() {
  local root=$1 program
  install -m 0755 "$(built kubernetes "$KUBERNETES_DIGEST")/kubernetes" "$root/usr/bin/kubernetes"
  for program in kubelet kubeadm kubectl; do
    ln -s kubernetes "$root/usr/bin/$program"
  done
  install -m 0755 "$(built programs "$PROGRAMS_DIGEST")/crictl" "$root/usr/local/bin/crictl"
  mkdir -p "$root/etc/kubernetes/manifests"
  printf '%s' "$KUBERNETES_VERSION" >"$root/kind/version"
}
