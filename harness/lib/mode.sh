# shellcheck shell=bash
# Where images come from: `plain` takes published ones, `from-source` builds everything.

is_plain() { [ "$(cat "$CACHE/mode" 2>/dev/null)" = plain ]; }

node_image() { if is_plain; then echo "$PUBLISHED_NODE_IMAGE"; else echo "$NODE_IMAGE"; fi; }

# PSS_HARNESS_MODE overrides; a node image that is already there decides without a look at the network.
choose_mode() {
  local mode=${PSS_HARNESS_MODE:-}
  if [ -z "$mode" ]; then
    if has_image "$PUBLISHED_NODE_IMAGE"; then
      mode=plain
    elif has_image "$NODE_IMAGE" || [ -d "$(built node-image "$NODE_DIGEST")" ]; then
      mode=from-source
    else
      say "looking whether Docker Hub answers (up to 20 s) …"
      if timeout 20 docker manifest inspect "$PUBLISHED_NODE_IMAGE" >/dev/null 2>&1; then
        mode=plain
      else
        mode=from-source
      fi
    fi
  fi
  case $mode in
    plain) say "mode: plain (published node image $PUBLISHED_NODE_IMAGE)" ;;
    from-source) say "mode: from source (no image registry needed; node image $NODE_IMAGE)" ;;
    *) die "PSS_HARNESS_MODE is '$mode'; use plain or from-source" ;;
  esac
  printf '%s\n' "$mode" >"$CACHE/mode"
}
