# shellcheck shell=bash disable=SC2034 # names for other files
# Which version of Kubernetes this run is about: KUBERNETES_VERSION, or the default.

# Sets KUBERNETES_VERSION in full and the other columns of its line in versions.sh.
choose_kubernetes() {
  local wanted=${KUBERNETES_VERSION:-$DEFAULT_KUBERNETES_VERSION} line=
  wanted=${wanted#v}
  if [[ $wanted =~ ^[0-9]+\.[0-9]+(\.[0-9]+)?$ ]]; then
    # shellcheck disable=SC2153 # of versions.sh
    line=$(grep -E "^v${wanted//./\\.}(\.[0-9]+)? " <<<"$KUBERNETES_VERSIONS" || true)
  fi
  [ -n "$line" ] || die "KUBERNETES_VERSION is '${KUBERNETES_VERSION:-}'; use one of $(known_versions | paste -s -d ' ' -)"
  read -r KUBERNETES_VERSION KIND_VERSION PAUSE_VERSION CONTAINERD_VERSION PUBLISHED_NODE_IMAGE <<<"$line"
  PUBLISHED_NODE_IMAGE=${PSS_PUBLISHED_NODE_IMAGE:-$PUBLISHED_NODE_IMAGE}
  KUBERNETES_MINOR=${KUBERNETES_VERSION#v}
  KUBERNETES_MINOR=${KUBERNETES_MINOR%.*}
}

known_versions() { awk '/^v/ { print substr($1, 2) }' <<<"$KUBERNETES_VERSIONS"; }

choose_kubernetes

# This folder has a go.mod for each module that is built otherwise for this version; the modules' own are those of 1.34.
OWN_MODULES=$HARNESS/versions/$KUBERNETES_MINOR

is_newer() { [ -d "$OWN_MODULES" ]; }

# modfile MODULE: the go.mod of a module of the harness for this version.
modfile() {
  local file=$OWN_MODULES/${1##*/}.mod
  if [ -e "$file" ]; then echo "$file"; else echo "$1/go.mod"; fi
}

# Versions stand next to each other in the cache: what each has of its own bears a name of its own. The plain names are
# those of 1.34, so that what was built before the others were known is still found.
cache_name() {
  case $1 in
    kubernetes | programs | node-rootfs | node-image | tool-kind)
      if is_newer; then echo "$1-v$KUBERNETES_MINOR"; else echo "$1"; fi
      ;;
    *) echo "$1" ;;
  esac
}
