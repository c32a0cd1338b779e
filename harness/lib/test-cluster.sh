# shellcheck shell=bash
# The cluster that the tests use.

# shellcheck disable=SC2153 # CLUSTER_NAME is of common.sh
CLUSTER_NODE=$CLUSTER_NAME-control-plane
KUBECONFIG_FILE=$CACHE/kubeconfig
CLUSTER_RECIPE_FILE=$CACHE/cluster-recipe
PROVIDED_IMAGES_FILE=$CACHE/provided-images

cluster_up() {
  if cluster_exists && ! cluster_is_healthy 20; then
    say "the cluster $CLUSTER_NAME is out of date or not healthy; making a new one"
    kind delete cluster --name "$CLUSTER_NAME" >&8 2>&8
  fi
  if ! cluster_exists; then
    step "kind cluster $CLUSTER_NAME" "15–40 s" create_cluster
  fi
  ensure_registry
  ensure_provided_images
}

cluster_exists() { kind get clusters 2>/dev/null | grep -qxF "$CLUSTER_NAME"; }

create_cluster() {
  local arguments=(--name "$CLUSTER_NAME" --image "$(node_image)" --config "$KIND_CONFIG" --wait 120s)
  (umask 077 && kind create cluster "${arguments[@]}" --kubeconfig "$KUBECONFIG_FILE")
  cluster_recipe >"$CLUSTER_RECIPE_FILE"
  cluster_is_healthy 90
}

# cluster_is_healthy SECONDS: ready to run pods that are reached through services.
cluster_is_healthy() {
  local deadline=$((SECONDS + $1))
  cluster_is_current || return 1
  until cluster_answers; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.5
  done
}

# Of no use is one that stopped, that was made from another image or configuration, or whose cache (which it
# mounts) was removed.
cluster_is_current() {
  [ -s "$KUBECONFIG_FILE" ] && [ "$(cat "$CLUSTER_RECIPE_FILE" 2>/dev/null)" = "$(cluster_recipe)" ]
}

cluster_recipe() {
  docker inspect --format '{{.Id}} running={{.State.Running}}' "$CLUSTER_NODE" 2>/dev/null
  node_image
  digest_of "$KIND_CONFIG" "$CACHE/certs.d"
}

# After a restart the API still tells what was before; the rules of kube-proxy are always of this start.
cluster_answers() {
  local found
  # shellcheck disable=SC2016 # for the shell in the node
  found=$(timeout 10 docker exec "$CLUSTER_NODE" sh -c '
    kubectl --kubeconfig /etc/kubernetes/admin.conf get --ignore-not-found "node/$0" serviceaccount/default -o \
      "jsonpath={range .items[*]}{.kind}={.status.conditions[?(@.type==\"Ready\")].status} {end}" &&
      { iptables-nft-save -t nat; iptables-legacy-save -t nat; } | grep -o -m 1 KUBE-SERVICES
    ' "$CLUSTER_NODE" 2>/dev/null) || return 1
  [[ $found == *Node=True* && $found == *ServiceAccount=* && $found == *KUBE-SERVICES* ]]
}

# A test may have removed an image from the node, and the registry forgets its own on a restart.
ensure_provided_images() {
  local provided
  provided=$(provided_images)
  if [ "$(cat "$PROVIDED_IMAGES_FILE" 2>/dev/null)" != "$provided" ] || ! node_has_images; then
    step "workload images into node and registry" "2–10 s" provide_images "$CLUSTER_NAME"
    printf '%s\n' "$provided" >"$PROVIDED_IMAGES_FILE"
  fi
}

provided_images() {
  docker inspect --format '{{.Id}} {{.State.StartedAt}}' "$CLUSTER_NODE" "$REGISTRY_CONTAINER"
  workload_images | xargs docker image inspect --format '{{.Id}}'
}

node_has_images() { workload_images | xargs docker exec "$CLUSTER_NODE" crictl inspecti --quiet >/dev/null 2>&1; }

cluster_down() {
  PATH=$CACHE/bin:$PATH
  kind delete cluster --name "$CLUSTER_NAME" >&8 2>&8
  docker rm --force --volumes "$REGISTRY_CONTAINER" >/dev/null 2>&1 || true
  rm -f "$KUBECONFIG_FILE" "$CLUSTER_RECIPE_FILE" "$PROVIDED_IMAGES_FILE"
}
