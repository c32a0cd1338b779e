package main

import (
	"path/filepath"
	"testing"
	"time"
)

func environment(variables map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, given := variables[name]
		return value, given
	}
}

func TestFlagsWinOverTheEnvironment(t *testing.T) {
	got, err := parse([]string{"--port", "9000"}, environment(map[string]string{
		"SLOW_START_PORT":         "7000",
		"SLOW_START_LISTEN_AFTER": "1500ms",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if got.port != 9000 || got.listenAfter != 1500*time.Millisecond {
		t.Errorf("port %d, listen after %s", got.port, got.listenAfter)
	}
}

func TestBadValuesAreNamed(t *testing.T) {
	if _, err := parse(nil, environment(map[string]string{"SLOW_START_PORT": "many"})); err == nil {
		t.Error("a port that is no number was accepted")
	}
	if _, err := parse([]string{"--hang-every", "3"}, environment(nil)); err == nil {
		t.Error("--hang-every was accepted without a counter file")
	}
}

func TestEveryThirdStartHangs(t *testing.T) {
	s := settings{hangEvery: 3, counterFile: filepath.Join(t.TempDir(), "starts")}
	for start := 1; start <= 12; start++ {
		hangs, err := s.hangsThisTime()
		if err != nil {
			t.Fatal(err)
		}
		if hangs != (start%3 == 0) {
			t.Errorf("start %d: hangs %t", start, hangs)
		}
	}
}
