# shellcheck shell=bash
# Static programs from Go modules.

# A module that needs a newer Go gets it from the module proxy.
export GOTOOLCHAIN=auto

require_go() { have go || die "Go is needed to build $1; install Go 1.24 or later."; }

# go_build MODULE PACKAGE OUTPUT [LDFLAGS]: builds from a module of this folder, whose go.sum pins everything.
go_build() {
  require_go "$3"
  (cd "$1" && CGO_ENABLED=0 go build "-modfile=$(modfile "$1")" -mod=readonly -trimpath -ldflags "-s -w ${4:-}" -o "$3" "$2")
}

# go_install PACKAGE@VERSION FOLDER
go_install() {
  require_go "$1"
  CGO_ENABLED=0 GOBIN=$2 go install -trimpath -ldflags "-s -w" "$1"
}

# module_source MODULE@VERSION: the folder of its sources in the module cache.
module_source() {
  (cd / && go mod download -json "$1") | awk -F'"' '$2 == "Dir" { print $4 }'
}
