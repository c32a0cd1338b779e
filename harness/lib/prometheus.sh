# shellcheck shell=bash
# Prometheus and its promtool, and the Alertmanager. Debian's packages are unpacked into $CACHE, not installed: that
# needs no root, and no service of theirs is ever started. Debian's Alertmanager finds its templates only where it would
# be installed, so that one comes from its Go module.

PROMETHEUS_PROGRAMS=(prometheus promtool alertmanager amtool)
PROMETHEUS_PACKAGES=(prometheus prometheus-alertmanager)
ALERTMANAGER=github.com/prometheus/alertmanager/cmd/alertmanager@v0.28.1

# ensure_prometheus: a folder with all of them, named as their own project names them, in $PROMETHEUS_BIN.
ensure_prometheus() {
  local digest folder program
  digest=$(digest_of "$HARNESS/lib/prometheus.sh" "${PROMETHEUS_PACKAGES[@]}")
  folder=$(built prometheus "$digest")
  if [ ! -d "$folder" ]; then
    have apt-get && have dpkg-deb ||
      die "${PROMETHEUS_PROGRAMS[*]} are fetched from Debian packages, and this machine has no apt-get; set PROMETHEUS_BIN to a folder with them (https://prometheus.io/download)."
    take_lock
    build prometheus "$digest" "Prometheus from Debian packages, Alertmanager from the Go module proxy" "1–4 min, once" unpack_prometheus
  fi
  PROMETHEUS_BIN=$folder/bin
  for program in "${PROMETHEUS_PROGRAMS[@]}"; do
    "$PROMETHEUS_BIN/$program" --version >/dev/null 2>&1 || die "$PROMETHEUS_BIN/$program does not run on this machine."
  done
}

unpack_prometheus() {
  local folder=$1 package program
  mkdir -p "$folder/bin" "$folder/debs"
  cd "$folder/debs"
  download_packages "${PROMETHEUS_PACKAGES[@]}"
  for package in *.deb; do
    dpkg-deb -x "$package" "$folder/root"
  done
  cd "$folder"
  rm -r debs
  for program in prometheus promtool amtool; do
    ln -sfn "../root/usr/bin/$program" "bin/$program"
    [ -x "bin/$program" ]
  done
  go_install "$ALERTMANAGER" "$folder/bin"
}
