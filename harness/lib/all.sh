# shellcheck shell=bash
# Loads every part, in an order in which each finds the names it needs.

lib=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=common.sh
. "$lib/common.sh"
# shellcheck source=together.sh
. "$lib/together.sh"
# shellcheck source=go.sh
. "$lib/go.sh"
# shellcheck source=go-progress.sh
. "$lib/go-progress.sh"
# shellcheck source=debian.sh
. "$lib/debian.sh"
# shellcheck source=docker.sh
. "$lib/docker.sh"
# shellcheck source=tools.sh
. "$lib/tools.sh"
# shellcheck source=kubernetes.sh
. "$lib/kubernetes.sh"
# shellcheck source=node-rootfs.sh
. "$lib/node-rootfs.sh"
# shellcheck source=node-image.sh
. "$lib/node-image.sh"
# shellcheck source=newer-nodes.sh
. "$lib/newer-nodes.sh"
# shellcheck source=mode.sh
. "$lib/mode.sh"
# shellcheck source=registry.sh
. "$lib/registry.sh"
# shellcheck source=images.sh
. "$lib/images.sh"
# shellcheck source=kind-config.sh
. "$lib/kind-config.sh"
# shellcheck source=env-file.sh
. "$lib/env-file.sh"
# shellcheck source=prepare.sh
. "$lib/prepare.sh"
# shellcheck source=test-cluster.sh
. "$lib/test-cluster.sh"
unset lib
