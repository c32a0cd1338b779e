# shellcheck shell=bash
# Steps that run at the same time.

# Process groups of the functions that run.
PARALLEL_GROUPS=()

# in_parallel FUNCTION…: runs the functions at the same time, and returns when all have ended. When one fails, the others
# are stopped and the program ends. Called from the main shell only, never from one of the functions.
in_parallel() {
  local function pid
  trap 'stop_parallel; exit 1' USR1
  trap 'stop_parallel; exit 130' INT
  trap 'stop_parallel; exit 143' TERM
  for function in "$@"; do
    # Job control gives each function a process group, so that one signal reaches all its programs.
    set -m
    run_in_parallel "$function" </dev/null &
    set +m
    PARALLEL_GROUPS+=("$!")
  done
  for pid in "${PARALLEL_GROUPS[@]}"; do
    wait "$pid" || { stop_parallel && exit 1; }
  done
  PARALLEL_GROUPS=()
  trap - USR1 INT TERM
}

# The main shell waits for one function after the other; the signal is how it learns at once that a later one failed.
run_in_parallel() {
  set +m
  PARALLEL_GROUPS=()
  trap - USR1 INT
  trap 'exit 143' TERM
  trap 'report_failed_step || kill -USR1 $$' EXIT
  "$1"
}

stop_parallel() {
  local pid
  trap '' USR1 INT TERM
  for pid in ${PARALLEL_GROUPS[@]+"${PARALLEL_GROUPS[@]}"}; do
    kill -TERM -- "-$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
}
