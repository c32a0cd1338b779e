# shellcheck shell=bash
# Steps that run at the same time: one compiles while another waits for downloads or the disk.

# Process groups of the functions that run.
TOGETHER_GROUPS=()

# together FUNCTION…: runs the functions at the same time, and returns when all have ended. When one fails, the others
# are stopped and the program ends. Called from the main shell only, never from one of the functions.
# Without `wait -n`, which the bash of macOS does not have.
together() {
  local function pid
  trap 'stop_together 1' USR1
  trap 'stop_together 130' INT
  trap 'stop_together 143' TERM
  for function in "$@"; do
    # Job control gives each function a process group, so that one signal reaches all its programs.
    set -m
    run_together "$function" </dev/null &
    set +m
    TOGETHER_GROUPS+=("$!")
  done
  for pid in "${TOGETHER_GROUPS[@]}"; do
    wait "$pid" || stop_together 1
  done
  TOGETHER_GROUPS=()
  trap - USR1 INT TERM
}

# The main shell waits for one function after the other; the signal ends the wait as soon as any of them fails.
run_together() {
  set +m
  TOGETHER_GROUPS=()
  trap - USR1 INT
  trap 'exit 143' TERM
  trap 'report_failed_step || kill -USR1 $$' EXIT
  "$1"
}

# stop_together CODE: stops what runs and ends the program.
stop_together() {
  local pid
  trap '' USR1 INT TERM
  for pid in ${TOGETHER_GROUPS[@]+"${TOGETHER_GROUPS[@]}"}; do
    kill -TERM -- "-$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  exit "$1"
}
