# shellcheck shell=bash disable=SC2034 # names for other files
# A registry next to the clusters, for tests of real image pulls.

REGISTRY_CONTAINER=pod-start-slo-registry
REGISTRY_PORT=${PSS_REGISTRY_PORT:-5051}
# One name for the node (through Docker's network) and one for this machine.
REGISTRY_IN_CLUSTER=$REGISTRY_CONTAINER:5000
REGISTRY_FROM_HOST=127.0.0.1:$REGISTRY_PORT
OWN_REGISTRY_IMAGE=$OWN_PREFIX/registry:crane-$CRANE_VERSION

registry_image() { if is_plain; then echo "$PUBLISHED_REGISTRY_IMAGE"; else echo "$OWN_REGISTRY_IMAGE"; fi; }

import_registry() {
  local folder
  folder=$(mktemp -d)
  cp -L "$CACHE/bin/crane" "$folder/crane"
  mkdir -m 1777 "$folder/tmp" "$folder/data"
  image_from_folder "$folder" "$OWN_REGISTRY_IMAGE" \
    'ENTRYPOINT ["/crane", "registry", "serve", "--address", ":5000", "--disk", "/data"]'
  rm -r "$folder"
}

registry_runs() {
  [ "$(docker inspect --format '{{.State.Running}} {{.Config.Image}}' "$REGISTRY_CONTAINER" 2>/dev/null)" = \
    "true $(registry_image)" ] && curl -fsS -m 2 -o /dev/null "http://$REGISTRY_FROM_HOST/v2/"
}

ensure_registry() {
  registry_runs || step "starting the registry" "1–10 s" start_registry
}

start_registry() {
  docker rm --force --volumes "$REGISTRY_CONTAINER" 2>/dev/null || true
  docker run --detach --name "$REGISTRY_CONTAINER" --restart always \
    --publish "$REGISTRY_FROM_HOST:5000" "$(registry_image)"
  # The network is kind's own, which it makes with its first cluster.
  docker network connect kind "$REGISTRY_CONTAINER"
  local try
  for try in $(seq 40); do
    registry_runs && break
    [ "$try" -lt 40 ] || return 1
    sleep 0.25
  done
}

# Images keep the last part of their name: $PSS_REGISTRY/slow-start:test. What is pushed is a copy with an
# identity of its own: a node that is told to remove an image removes all its names, and a test of cold
# pulls would take the loaded image away from the other tests.
push_image() {
  local target=$REGISTRY_FROM_HOST/${1##*/} container
  container=$(docker create "$1")
  docker commit --change 'LABEL pod-start-slo.from=registry' "$container" "$target"
  docker rm "$container"
  docker push "$target"
  docker rmi "$target"
}
