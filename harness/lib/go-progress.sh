# shellcheck shell=bash
# Shows that a long Go build lives: packages done of all, the time, and an estimate.

# go_build_shown MODULE PACKAGE OUTPUT [LDFLAGS]: as go_build, whose `-v` tells of each package that is done.
go_build_shown() {
  local all done_file watcher status=0
  say "    downloading its modules …"
  all=$(cd "$1" && CGO_ENABLED=0 go list -mod=readonly -deps "$2" | wc -l)
  done_file=$(mktemp)
  watch_packages "$all" "$done_file" &
  watcher=$!
  GOFLAGS=-v go_build "$@" 2> >(tee "$done_file" >&2) || status=$?
  kill "$watcher" 2>/dev/null || true
  wait "$watcher" 2>/dev/null || true
  rm -f "$done_file"
  return "$status"
}

# watch_packages ALL FILE: on a terminal often and in one place, in a log a line every 20 s.
watch_packages() {
  local all=$1 file=$2 started=$SECONDS pause=20 end='\n' count line
  if [ -t 8 ]; then
    pause=2 end='\r'
  fi
  while sleep "$pause"; do
    count=$(grep -c '^[a-z].*/\|^[a-z]*$' "$file" || true)
    line=$(progress_line "$count" "$all" $((SECONDS - started)))
    printf "    %-70s$end" "$line" >&8
  done
}

# progress_line DONE ALL SECONDS. Before a tenth is done, nobody knows how long the rest takes.
progress_line() {
  local text="$1 of $2 packages, $3 s"
  [ $(($1 * 10)) -lt "$2" ] || text+=", about $(($3 * ($2 - $1) / $1)) s to go"
  printf '%s' "$text"
}
