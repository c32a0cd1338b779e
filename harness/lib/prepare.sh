# shellcheck shell=bash
# Everything a cluster needs, in order.

prepare() {
  PATH=$CACHE/bin:$PATH
  ensure_docker
  choose_mode
  ensure_tools
  if is_plain; then
    pull_image "$PUBLISHED_NODE_IMAGE"
  else
    is_debian_root || die "building a node image needs root on Debian; here only published images can be used," \
      "and Docker Hub does not answer"
    require_packages "to build the node image" debootstrap jq curl
    ensure_kubernetes
    ensure_node_image
  fi
  ensure_images
  write_kind_config
  write_env
}
