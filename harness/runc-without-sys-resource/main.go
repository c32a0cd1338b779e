// Command runc-without-sys-resource is an OCI runtime for hosts whose root lacks CAP_SYS_RESOURCE.
//
// There, `docker run --privileged` fails: runc may neither grant a capability that it does not have
// nor raise limits or lower an OOM score without it. This takes those wishes out of the specification
// and then becomes the real runc.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

const missing = "CAP_SYS_RESOURCE"

func main() {
	arguments := os.Args[1:]
	if err := relax(arguments); err != nil {
		fail(err)
	}
	runc, err := exec.LookPath("runc")
	if err != nil {
		fail(err)
	}
	fail(syscall.Exec(runc, append([]string{"runc"}, arguments...), os.Environ()))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "runc-without-sys-resource:", err)
	os.Exit(1)
}

// relax edits whichever file this call of runc reads a process from, if any.
func relax(arguments []string) error {
	switch {
	case slices.Contains(arguments, "exec"):
		if file := option(arguments, "--process", "-p"); file != "" {
			return edit(file, func(document map[string]any) { relaxProcess(document) })
		}
	case slices.Contains(arguments, "create"), slices.Contains(arguments, "run"):
		bundle := option(arguments, "--bundle", "-b")
		return edit(filepath.Join(bundle, "config.json"), func(document map[string]any) {
			if process, ok := document["process"].(map[string]any); ok {
				relaxProcess(process)
			}
		})
	}
	return nil
}

// option returns the value of a flag written as `--name value` or `--name=value`.
func option(arguments []string, names ...string) string {
	for i, argument := range arguments {
		name, value, joined := strings.Cut(argument, "=")
		if !slices.Contains(names, name) {
			continue
		}
		if joined {
			return value
		}
		if i+1 < len(arguments) {
			return arguments[i+1]
		}
	}
	return ""
}

func edit(file string, change func(map[string]any)) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	document := map[string]any{}
	decoder := json.NewDecoder(strings.NewReader(string(content)))
	// A float64 would garble large integers, such as the limits of devices and cgroups.
	decoder.UseNumber()
	if err := decoder.Decode(&document); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	change(document)
	content, err = json.Marshal(document)
	if err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o600)
}

func relaxProcess(process map[string]any) {
	delete(process, "oomScoreAdj")
	delete(process, "rlimits")
	sets, _ := process["capabilities"].(map[string]any)
	for name, value := range sets {
		if list, ok := value.([]any); ok {
			sets[name] = slices.DeleteFunc(list, func(capability any) bool { return capability == missing })
		}
	}
}
