// Command etcd starts etcd-server, which lies beside it, without an argument that etcd has dropped in version 3.6 and
// that minikube 1.36 still hands over.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
)

func main() {
	args := slices.DeleteFunc(os.Args, func(arg string) bool {
		return strings.HasPrefix(arg, "--proxy-refresh-interval")
	})
	server := "/usr/local/bin/etcd-server"
	fmt.Fprintln(os.Stderr, syscall.Exec(server, args, os.Environ()))
	os.Exit(1)
}
