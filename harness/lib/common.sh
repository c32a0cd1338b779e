# shellcheck shell=bash disable=SC2034 # names for other files
# What every other file uses: where things are, how steps are announced, and the cache of built things.

HARNESS=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/pod-start-slo
CLUSTER_NAME=pod-start-slo-test
# shellcheck source=../versions.sh
. "$HARNESS/versions.sh"

# Standard output belongs to the answer (`KUBECONFIG=…`, `export …`); 8 is where people read.
exec 8>&2

# A line that is rewritten in place on a terminal (go-progress.sh) gives way to the next line.
CLEAR_LINE=
[ ! -t 8 ] || CLEAR_LINE=$'\r\033[K'

say() { printf '%s%s\n' "$CLEAR_LINE" "$*" >&8; }

die() {
  say "error: $*"
  exit 1
}

# shellcheck source=kubernetes-version.sh
. "$HARNESS/lib/kubernetes-version.sh"

have() { command -v "$1" >/dev/null 2>&1; }

# macOS has none.
have timeout || timeout() { shift && "$@"; }

# step LABEL USUALLY COMMAND…: announces, runs with its output in a log, and says how long it took.
# Not called as a condition: bash would then ignore errors inside COMMAND.
step() {
  local label=$1 usually=$2 started=$SECONDS
  shift 2
  mkdir -p "$CACHE/log"
  STEP_LABEL=$label
  # From the label: steps that run at the same time may call the same command.
  STEP_LOG=${label//[^A-Za-z0-9.]/-}
  STEP_LOG=$CACHE/log/${STEP_LOG:0:80}.log
  say "==> $label (usually $usually) …"
  "$@" >"$STEP_LOG" 2>&1
  STEP_LOG=
  say "    done in $((SECONDS - started)) s: $label"
}

# What was there already, said in one line by say_found.
FOUND=()
found() { FOUND+=("$1"); }

say_found() { [ ${#FOUND[@]} -eq 0 ] || say "found in the cache: ${FOUND[*]}"; }

# When a step fails, `set -e` ends the program; this says where it stopped and why.
STEP_LOG=
STEP_LABEL=
report_failed_step() {
  local code=$?
  # 143: stopped, because the user or the failure of another step ended the program.
  if [ "$code" -ne 0 ] && [ "$code" -ne 143 ] && [ -n "$STEP_LOG" ]; then
    # One write, so that the lines of other steps do not come between.
    say "$(tail -n 25 "$STEP_LOG" | sed 's/^/    | /')
error: the step \"$STEP_LABEL\" failed; its whole output is in $STEP_LOG"
  fi
  return "$code"
}
trap report_failed_step EXIT

# Two runs at once would build the same thing twice, or load half an image.
take_lock() {
  mkdir -p "$CACHE"
  if ! have flock; then
    return 0
  fi
  exec 9>"$CACHE/lock"
  if ! flock --nonblock 9; then
    say "waiting for another run of the harness …"
    flock 9
  fi
}

# digest_of FILE-OR-TEXT…: a short hash of the contents of files and folders and of plain words.
digest_of() {
  local item
  for item in "$@"; do
    if [ -e "$item" ]; then
      find "$item" -type f | LC_ALL=C sort | while IFS= read -r file; do
        printf '%s\n' "${file#"$HARNESS"}"
        cat "$file"
      done
    else
      printf '%s\n' "$item"
    fi
  done | { if have sha256sum; then sha256sum; else shasum -a 256; fi; } | cut -c1-12
}

# built NAME DIGEST: the folder of a built thing.
built() { printf '%s/built/%s-%s\n' "$CACHE" "$(cache_name "$1")" "$2"; }

# build NAME DIGEST LABEL USUALLY FUNCTION: runs FUNCTION FOLDER once for this digest. The folder
# appears whole or not at all, and replaces those of other digests.
build() {
  local name target old
  name=$(cache_name "$1")
  target=$(built "$1" "$2")
  if [ -d "$target" ]; then
    found "$name"
    return 0
  fi
  local unfinished=$CACHE/built/.unfinished-$name
  rm -rf "$unfinished"
  mkdir -p "$unfinished"
  step "$3" "$4" "$5" "$unfinished"
  mv "$unfinished" "$target"
  for old in "$CACHE/built/$name"-[0-9a-f]*; do
    [ "$old" = "$target" ] || rm -rf "$old"
  done
}
