package main

import (
	"syscall"
	"testing"
	"time"
)

func TestWorkSpendsTimeOfTheCPU(t *testing.T) {
	const amount = 200 * time.Millisecond
	if err := work(amount); err != nil {
		t.Fatal(err)
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	if spent := time.Duration(usage.Utime.Nano() + usage.Stime.Nano()); spent < amount {
		t.Errorf("%v was spent", spent)
	}
}
