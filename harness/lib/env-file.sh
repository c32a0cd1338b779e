# shellcheck shell=bash
# What others need to know, as shell `export` lines.

ENV_FILE=$CACHE/env

write_env() {
  local node_image=${PSS_PUBLISHED_NODE_IMAGE:-} agnhost=$PUBLISHED_AGNHOST_IMAGE goldpinger=$PUBLISHED_GOLDPINGER_IMAGE
  local busybox=$PUBLISHED_BUSYBOX_IMAGE
  # Without an image kind takes its default: of the default version that is the published one.
  if is_newer && [ -z "$node_image" ]; then node_image=$PUBLISHED_NODE_IMAGE; fi
  if ! is_plain; then
    node_image=$(node_image)
    agnhost=$OWN_AGNHOST_IMAGE goldpinger='' busybox=$OWN_BUSYBOX_IMAGE
  fi
  {
    # shellcheck disable=SC2016 # the PATH at the time of use, not of writing
    printf 'export PATH=%q:"$PATH"\n' "$CACHE/bin"
    export_line PSS_NODE_IMAGE "$node_image"
    export_line PSS_KIND_CONFIG "$KIND_CONFIG"
    export_line PSS_AGNHOST_IMAGE "$agnhost"
    export_line PSS_SLOW_START_IMAGE "$SLOW_START_IMAGE"
    export_line PSS_GOLDPINGER_IMAGE "$goldpinger"
    export_line PSS_BUSYBOX_IMAGE "$busybox"
    export_line PSS_REGISTRY "$REGISTRY_IN_CLUSTER"
    export_line PSS_REGISTRY_PUSH "$REGISTRY_FROM_HOST"
    export_line PSS_REGISTRY_IMAGE "$(registry_image)"
    export_line KUBECONFIG_TEST "$CACHE/kubeconfig"
  } >"$ENV_FILE.new"
  mv "$ENV_FILE.new" "$ENV_FILE"
}

export_line() { printf 'export %s=%q\n' "$1" "$2"; }
