package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
)

// line is what is told of one event: when it was by the wall clock, the only clock that is the same in and outside
// of the pod, and in which pod.
type line struct {
	Event  string `json:"event"`
	UnixNs int64  `json:"unixNs"`
	Host   string `json:"host"`
	PodUID string `json:"podUid,omitempty"`
}

// reporter tells of an event.
type reporter func(event string, at time.Time)

// newReporter returns a function that prints a line of JSON, and appends it to the log file where there is one.
func newReporter(s settings) (reporter, error) {
	host, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	out := io.Writer(os.Stdout)
	if s.logFile != "" {
		// Several pods may append to it: a line is one write.
		file, err := os.OpenFile(s.logFile, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
		if err != nil {
			return nil, err
		}
		out = io.MultiWriter(os.Stdout, file)
	}
	return func(event string, at time.Time) {
		text, err := json.Marshal(line{Event: event, UnixNs: at.UnixNano(), Host: host, PodUID: s.podUID})
		if err == nil {
			_, err = out.Write(append(text, '\n'))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "slow-start:", err)
		}
	}, nil
}
