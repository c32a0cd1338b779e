# shellcheck shell=bash
# A long Go build that shows how far it is.

# go_build_with_progress LABEL MODULE FOLDER LDFLAGS PACKAGE…: one program for each package, in FOLDER.
# Its standard error, which a step writes to its log, names each package as it is compiled.
go_build_with_progress() {
  local label=$1 module=$2 folder=$3 ldflags=$4 flags total
  shift 4
  flags=("-modfile=$(modfile "$module")" -mod=readonly)
  require_go "$label"
  : >"$folder/.packages"
  (cd "$module" && CGO_ENABLED=0 go list "${flags[@]}" -deps "$@") >"$folder/.packages" 2> >(tee "$folder/.go" >&2) &
  watch_progress "$!" show_downloads "$label" "$folder/.go"
  total=$(wc -l <"$folder/.packages")
  (cd "$module" && CGO_ENABLED=0 go build -v "${flags[@]}" -trimpath -ldflags "-s -w $ldflags" -o "$folder/" "$@") \
    2> >(tee "$folder/.go" >&2) &
  watch_progress "$!" show_packages "$label" "$folder/.go" "$total"
  rm -f "$folder/.packages" "$folder/.go"
}

# watch_progress PID FUNCTION ARGUMENT…: calls FUNCTION SECONDS ARGUMENT… until the process ends, and returns its status.
# On a terminal the line is rewritten each second; a log gets one line each 20 seconds.
watch_progress() {
  local pid=$1 function=$2 started=$SECONDS next interval=20
  shift 2
  [ -z "$CLEAR_LINE" ] || interval=1
  next=$((started + interval))
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.5
    if [ "$SECONDS" -ge "$next" ]; then
      next=$((SECONDS + interval))
      say_progress "$("$function" $((SECONDS - started)) "$@")"
    fi
  done
  wait "$pid"
}

say_progress() {
  if [ -n "$CLEAR_LINE" ]; then
    printf '%s    %s' "$CLEAR_LINE" "$1" >&8
  else
    say "    $1"
  fi
}

# show_downloads SECONDS LABEL FILE
show_downloads() {
  printf '%s: %s modules downloaded, %s\n' "$2" "$(grep -c '^go: downloading' "$3" || true)" "$(duration "$1")"
}

# show_packages SECONDS LABEL FILE TOTAL: an estimate follows once a tenth is compiled. Go does not name the packages
# that its cache has, so a build that uses the cache ends before the total.
show_packages() {
  local seconds=$1 compiled left=
  compiled=$(grep -vc '^go: ' "$3" || true)
  if [ "$seconds" -ge 20 ] && [ $((compiled * 10)) -ge "$4" ]; then
    left=", $(about_minutes $((seconds * ($4 - compiled) / compiled))) left"
  fi
  printf '%s: %s of %s packages compiled, %s%s\n' "$2" "$compiled" "$4" "$(duration "$seconds")" "$left"
}

about_minutes() {
  if [ "$1" -lt 60 ]; then echo "less than 1 min"; else echo "about $((($1 + 30) / 60)) min"; fi
}

duration() {
  if [ "$1" -lt 60 ]; then echo "$1 s"; else echo "$(($1 / 60)) min $(($1 % 60)) s"; fi
}
