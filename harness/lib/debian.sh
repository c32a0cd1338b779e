# shellcheck shell=bash
# Debian packages: on this machine, and as the root file system of the node image.

# require_packages REASON PACKAGE…: installs what is missing, saying so first.
require_packages() {
  local reason=$1 package
  local missing=()
  shift
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  step "installing Debian packages ${missing[*]} ($reason)" "15–60 s, once" install_packages "${missing[@]}"
}

install_packages() {
  apt-get update
  # Whatever starts services on installation must not: the daemon is started by lib/docker.sh, detached.
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends "$@"
}

# download_packages PACKAGE…: into this folder. The lists that are there may be older than what the mirror holds.
download_packages() {
  apt-get download "$@" || {
    apt-get update
    apt-get download "$@"
  }
}

is_debian_root() { [ "$(id -u)" -eq 0 ] && have apt-get && have dpkg-query; }

# The mirror apt itself uses, so that a machine with its own mirror needs no setting of ours.
debian_mirror() {
  # shellcheck disable=SC2016 # the fields are for apt to fill in
  apt-get indextargets --format '$(SITE) $(RELEASE)' 'Identifier: Packages' |
    awk -v suite="$DEBIAN_SUITE" '$2 == suite { print $1; exit }'
}
