# shellcheck shell=bash
# Command-line tools in $CACHE/bin.

ensure_tools() {
  ensure_kind
  ensure_test_tools
  ensure_act
}

# For the registry, and for connections that break.
ensure_test_tools() {
  tool crane "github.com/google/go-containerregistry/cmd/crane@$CRANE_VERSION" crane "5–30 s, once"
  tool toxiproxy-server "github.com/Shopify/toxiproxy/v2/cmd/server@$TOXIPROXY_VERSION" server "5–20 s, once"
  tool toxiproxy-cli "github.com/Shopify/toxiproxy/v2/cmd/cli@$TOXIPROXY_VERSION" cli "2–10 s, once"
}

# Runs workflows.
ensure_act() {
  tool act "github.com/nektos/act@$ACT_VERSION" act "30–60 s, once"
}

# A kind of the same version on the PATH is as good as one of ours.
ensure_kind() {
  mkdir -p "$CACHE/bin"
  if [ ! -e "$CACHE/bin/kind" ] && have kind && kind version | grep -qF "kind $KIND_VERSION "; then
    ln -sfn "$(command -v kind)" "$CACHE/bin/kind"
  else
    tool kind "sigs.k8s.io/kind@$KIND_VERSION" kind "5–30 s, once"
  fi
}

# tool NAME PACKAGE@VERSION BUILT-AS USUALLY
tool() {
  local digest
  digest=$(digest_of "$2")
  mkdir -p "$CACHE/bin"
  TOOL_PACKAGE=$2 build "tool-$1" "$digest" "$1 ${2##*@} from the Go module proxy" "$4" install_tool
  ln -sfn "$(built "tool-$1" "$digest")/$3" "$CACHE/bin/$1"
}

install_tool() { go_install "$TOOL_PACKAGE" "$1"; }
