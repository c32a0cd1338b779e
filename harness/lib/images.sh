# shellcheck shell=bash
# The images that tests run in pods, in Docker under their names.

OWN_AGNHOST_IMAGE=$OWN_PREFIX/agnhost:$KUBERNETES_VERSION
OWN_BUSYBOX_IMAGE=$OWN_PREFIX/busybox:$DEBIAN_SUITE
SLOW_START_SOURCE=$HARNESS/../test/images/slow-start
SLOW_START_DIGEST=$(digest_of "$SLOW_START_SOURCE")

workload_images() {
  if is_plain; then
    printf '%s\n' "$PUBLISHED_AGNHOST_IMAGE" "$SLOW_START_IMAGE" "$PUBLISHED_GOLDPINGER_IMAGE" \
      "$PUBLISHED_BUSYBOX_IMAGE"
  else
    printf '%s\n' "$OWN_AGNHOST_IMAGE" "$SLOW_START_IMAGE" "$OWN_BUSYBOX_IMAGE"
  fi
}

ensure_images() {
  if is_plain; then
    ensure_published_images
  else
    image_of_digest "$OWN_AGNHOST_IMAGE" "$KUBERNETES_DIGEST" import_agnhost
    [ "$PURPOSE" != demo ] || return 0
    image_of_digest "$SLOW_START_IMAGE" "$SLOW_START_DIGEST" import_slow_start
    image_of_digest "$OWN_BUSYBOX_IMAGE" "$(digest_of "$DEBIAN_SUITE")" import_busybox
    image_of_digest "$OWN_REGISTRY_IMAGE" "$(digest_of "$CRANE_VERSION")" import_registry
  fi
}

ensure_published_images() {
  pull_image "$PUBLISHED_GOLDPINGER_IMAGE"
  [ "$PURPOSE" != demo ] || return 0
  pull_image "$PUBLISHED_AGNHOST_IMAGE"
  pull_image "$PUBLISHED_REGISTRY_IMAGE"
  pull_image "$PUBLISHED_BUSYBOX_IMAGE"
  image_of_digest "$SLOW_START_IMAGE" "$SLOW_START_DIGEST" build_slow_start_with_docker
}

pull_image() {
  has_image "$1" || step "pulling $1" "5–30 s, once" docker pull "$1"
}

# image_of_digest NAME DIGEST FUNCTION: the name alone would not show that the sources have changed,
# so a second tag carries their digest.
image_of_digest() {
  local marker=${1%:*}:of-$2 replaced
  if has_image "$marker" && has_image "$1"; then
    found "${1##*/}"
  else
    replaced=$(docker image inspect --format '{{.Id}}' "$1" 2>/dev/null || true)
    step "image $1" "1–15 s, once" "$3"
    forget_markers "${1%:*}" "$replaced"
    docker tag "$1" "$marker"
  fi
}

# forget_markers REPOSITORY ID: those of an image that was replaced. Another version of Kubernetes has its own agnhost.
forget_markers() {
  docker image ls --no-trunc --filter "reference=$1:of-*" --format '{{.ID}} {{.Repository}}:{{.Tag}}' |
    awk -v id="$2" '$1 == id { print $2 }' | xargs -r docker rmi || true
}

# With attestations an image is a list of two, which kind cannot load from every kind of Docker storage.
build_slow_start_with_docker() { BUILDX_NO_DEFAULT_ATTESTATIONS=1 docker build --tag "$SLOW_START_IMAGE" "$SLOW_START_SOURCE"; }

import_slow_start() {
  local folder
  folder=$(mktemp -d)
  go_build "$SLOW_START_SOURCE" . "$folder/slow-start"
  # What its Dockerfile says, for where no base image can be had.
  image_from_folder "$folder" "$SLOW_START_IMAGE" 'USER 65532:65532' 'EXPOSE 8080' 'ENTRYPOINT ["/slow-start"]'
  rm -r "$folder"
}

# Where the published one has its programs.
import_busybox() {
  local folder package program
  folder=$(mktemp -d)
  (cd "$folder" && download_packages busybox-static)
  for package in "$folder"/*.deb; do
    dpkg-deb -x "$package" "$folder/package"
  done
  mkdir "$folder/root"
  install -D -m 0755 "$folder/package/bin/busybox" "$folder/root/bin/busybox"
  for program in chroot sh sleep; do
    ln -s busybox "$folder/root/bin/$program"
  done
  image_from_folder "$folder/root" "$OWN_BUSYBOX_IMAGE" 'CMD ["sh"]'
  rm -r "$folder"
}

import_agnhost() {
  local folder
  folder=$(mktemp -d)
  cp "$(built kubernetes "$KUBERNETES_DIGEST")/agnhost" "$folder/agnhost"
  # Several of its commands write there.
  mkdir -m 1777 "$folder/tmp"
  image_from_folder "$folder" "$OWN_AGNHOST_IMAGE" 'ENTRYPOINT ["/agnhost"]' 'CMD ["pause"]'
  rm -r "$folder"
}

# Docker's containerd storage saves published images of several platforms in a way that kind cannot load.
pull_in_node() { is_plain && docker exec "$2-control-plane" crictl pull "$1"; }

# provide_images CLUSTER: in its node, and in the registry. What is already there is not sent again.
provide_images() {
  local image
  for image in $(workload_images); do
    kind load docker-image "$image" --name "$1" || pull_in_node "$image" "$1"
    push_image "$image"
  done
}
