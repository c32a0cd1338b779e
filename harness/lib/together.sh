# shellcheck shell=bash
# Steps that do not need each other, at once: one compiles while another waits for downloads or the disk.

# together FUNCTION…: returns when all have ended. When one fails, the others are ended, and this fails.
together() {
  local function pid failed=0
  local pids=()
  # Job control gives each a process group of its own, so that what it has started ends with it.
  set -m
  for function in "$@"; do
    (
      set +m
      trap report_failed_step EXIT
      "$function"
    ) &
    pids+=($!)
  done
  set +m
  trap 'end_groups "${pids[@]}"; exit 130' INT TERM
  while [ ${#pids[@]} -gt 0 ]; do
    # Whichever ends next.
    wait -n -p pid "${pids[@]}" || {
      failed=$?
      end_groups "${pids[@]}"
      break
    }
    pids=("${pids[@]/#$pid/}")
    # shellcheck disable=SC2206 # numbers, of which one is now empty
    pids=(${pids[@]})
  done
  trap - INT TERM
  wait
  return "$failed"
}

end_groups() {
  local pid
  for pid in "$@"; do
    kill -TERM -- "-$pid" 2>/dev/null || true
  done
}
