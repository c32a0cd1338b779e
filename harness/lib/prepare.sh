# shellcheck shell=bash
# What each purpose needs: `demo` a cluster and one image, `cluster` what the tests of the cluster suite take, `action`
# that and a runner of workflows.

# prepare PURPOSE
prepare() {
  PATH=$CACHE/bin:$PATH
  PURPOSE=$1
  ensure_docker
  choose_mode
  if is_plain; then
    ensure_purpose_tools
    pull_image "$PUBLISHED_NODE_IMAGE"
  else
    is_debian_root || die "building a node image needs root on Debian; here only published images can be used," \
      "and Docker Hub does not answer"
    prepare_from_source
  fi
  ensure_images
  write_kind_config
  write_env
  say_found
}

# Compiling Kubernetes takes both cores, but for its downloads and its linker; the rest fits beside it.
prepare_from_source() {
  if ! has_image "$NODE_IMAGE"; then
    require_packages "to build the node image" debootstrap jq curl
  fi
  if [ -d "$(built kubernetes "$KUBERNETES_DIGEST")" ]; then
    ensure_kubernetes
    ensure_smaller_things
  else
    together ensure_kubernetes ensure_smaller_things
    link_kubectl
  fi
  ensure_node_image
}

# The root file system may contain one of the programs.
ensure_smaller_things() {
  ensure_programs
  ensure_rootfs
  ensure_purpose_tools
}

ensure_purpose_tools() {
  ensure_kind
  case $PURPOSE in
    cluster) ensure_test_tools ;;
    action)
      ensure_test_tools
      ensure_act
      ;;
  esac
}
