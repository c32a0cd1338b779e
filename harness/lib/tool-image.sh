# shellcheck shell=bash
# The image of the tool itself.

REPOSITORY=$HARNESS/..
# The name tells what it was made of, so that a cluster never runs an older one.
TOOL_IMAGE=$OWN_PREFIX/pod-start-slo:of-$(digest_of "$REPOSITORY/Dockerfile" "$REPOSITORY/package-lock.json" \
  "$REPOSITORY/scripts" "$REPOSITORY/src" "$REPOSITORY/dist/cli")

ensure_tool_image() {
  if ! has_image "$TOOL_IMAGE"; then
    if is_plain; then
      step "image $TOOL_IMAGE" "1–3 min" docker build --tag "$TOOL_IMAGE" "$REPOSITORY"
    else
      step "image $TOOL_IMAGE" "5–20 s" build_tool_image
    fi
  fi
  docker exec "$CLUSTER_NODE" crictl inspecti --quiet "$TOOL_IMAGE" >/dev/null 2>&1 ||
    step "image $TOOL_IMAGE into the node" "5–20 s" kind load docker-image "$TOOL_IMAGE" --name "$CLUSTER_NAME"
}

# The last stage of the Dockerfile, over a base made of Debian packages and with what `npm run build` has made, where the
# images that it names cannot be had.
build_tool_image() {
  local folder base=$OWN_PREFIX/runtime:test built=$OWN_PREFIX/built:test
  [ -s "$REPOSITORY/dist/cli/main.js" ] || die "there is no dist/cli; run npm run build first."
  folder=$(mktemp -d)
  mkdir -p "$folder/base" "$folder/built/source" "$folder/built/state" "$folder/context"
  runtime_files "$folder/base"
  image_from_folder "$folder/base" "$base"
  cp -r "$REPOSITORY/dist" "$folder/built/source/dist"
  image_from_folder "$folder/built" "$built"
  awk '/^FROM / { text = "" } { text = text $0 "\n" } END { printf "%s", text }' "$REPOSITORY/Dockerfile" |
    sed -e "s#^FROM .*#FROM $base#" -e "s#--from=build#--from=$built#" >"$folder/context/Dockerfile"
  # The older builder: it needs no plugin, and knows images that no registry has.
  DOCKER_BUILDKIT=0 docker build --tag "$TOOL_IMAGE" "$folder/context"
  docker rmi "$built" "$base"
  rm -r "$folder"
}

# runtime_files FOLDER: Node where distroless has it, and the libraries it is linked to.
runtime_files() {
  local root=$1 package
  (cd "$root" && download_packages libc6 libgcc-s1 libstdc++6)
  for package in "$root"/*.deb; do
    dpkg-deb -x "$package" "$root"
  done
  rm -r "$root"/*.deb "$root/usr/share" "$root"/usr/lib/*/gconv
  install -D -m 0755 "$REPOSITORY/node_modules/node/bin/node" "$root/nodejs/bin/node"
  mkdir -m 1777 "$root/tmp"
}
