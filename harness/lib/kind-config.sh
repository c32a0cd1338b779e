# shellcheck shell=bash
# The configuration every kind cluster of the tests is made from, also those that the product makes itself.

KIND_CONFIG=$CACHE/kind-config.yaml

write_kind_config() {
  write_registry_hosts
  {
    cat <<YAML
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
    # Mounted, not copied in afterwards: so any cluster made from this file can pull from the registry.
    extraMounts:
      - hostPath: $CACHE/certs.d
        containerPath: /etc/containerd/certs.d
        readOnly: true
containerdConfigPatches:
  - |
    [plugins."io.containerd.grpc.v1.cri".registry]
      config_path = "/etc/containerd/certs.d"
YAML
    is_plain || cat "$HARNESS/node/kind-config-from-source.yaml"
  } >"$KIND_CONFIG.new"
  mv "$KIND_CONFIG.new" "$KIND_CONFIG"
}

write_registry_hosts() {
  local folder=$CACHE/certs.d/$REGISTRY_IN_CLUSTER
  mkdir -p "$folder"
  # With the server named too, a missing image is "not found", not a complaint about https.
  cat >"$folder/hosts.toml" <<TOML
server = "http://$REGISTRY_IN_CLUSTER"
[host."http://$REGISTRY_IN_CLUSTER"]
  capabilities = ["pull", "resolve"]
TOML
}
