package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestLinesAreAppendedToTheLogFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	for _, uid := range []string{"a", "b"} {
		report, err := newReporter(settings{logFile: path, podUID: uid})
		if err != nil {
			t.Fatal(err)
		}
		report("listening", time.Unix(1, 5))
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines: %q", len(lines), content)
	}
	var got line
	if err := json.Unmarshal([]byte(lines[1]), &got); err != nil {
		t.Fatal(err)
	}
	if got.Event != "listening" || got.UnixNs != 1_000_000_005 || got.PodUID != "b" || got.Host == "" {
		t.Errorf("%+v", got)
	}
}

func TestALogFileThatCannotBeWrittenIsAnError(t *testing.T) {
	if _, err := newReporter(settings{logFile: filepath.Join(t.TempDir(), "missing", "log")}); err == nil {
		t.Error("no error")
	}
}
