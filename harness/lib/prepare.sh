# shellcheck shell=bash
# Everything that a suite needs, at the same time where nothing depends on another.

# What is wanted: demo, cluster or action. Each needs what the one before needs, and more.
WANTED=action

set_wanted() { WANTED=$1; }

# wants NAME: whether what NAME needs is wanted.
wants() {
  case $1:$WANTED in
    cluster:demo | action:demo | action:cluster) return 1 ;;
  esac
}

prepare() {
  PATH=$CACHE/bin:$PATH
  mkdir -p "$CACHE/log"
  STEPS_FILE=$CACHE/log/steps
  : >"$STEPS_FILE"
  in_parallel prepare_docker prepare_kind
  # A client of the older engine may be in $CACHE/bin now.
  hash -r
  if is_plain; then
    in_parallel prepare_node_image ensure_tools ensure_images
  else
    in_parallel ensure_kubernetes prepare_programs ensure_node_packages
    in_parallel ensure_node_image ensure_images
  fi
  write_kind_config
  write_env
  [ -s "$STEPS_FILE" ] || say "nothing to prepare, found: $(describe_found)"
  STEPS_FILE=/dev/null
}

describe_found() {
  local tools="kind $KIND_VERSION"
  ! wants cluster || tools+=", crane, toxiproxy"
  ! wants action || tools+=", act"
  echo "Docker, $tools, images; mode $(describe_mode)"
}

# The packages for the node image are installed with Docker's: one apt-get at a time.
prepare_docker() {
  ensure_docker
  choose_mode
  is_plain || require_root_on_debian
}

require_root_on_debian() {
  is_debian_root || die "building a node image needs root on Debian; here only published images can be used," \
    "and Docker Hub does not answer"
  require_packages "to build the node image" debootstrap jq curl
}

prepare_kind() { ensure_kind; }

prepare_node_image() { pull_image "$PUBLISHED_NODE_IMAGE"; }

prepare_programs() {
  ensure_node_programs
  ensure_tools
}
