package main

import (
	"syscall"
	"time"
)

// longestBurn ends a load that nobody ends.
const longestBurn = 15 * time.Minute

// burn keeps as many threads busy and does nothing else.
func burn(threads int) {
	for range threads {
		go func() {
			for {
			}
		}()
	}
	time.Sleep(longestBurn)
}

// work spends so much time of the CPU, which takes longer where others want it too.
func work(amount time.Duration) error {
	for {
		var usage syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
			return err
		}
		if time.Duration(usage.Utime.Nano()+usage.Stime.Nano()) >= amount {
			return nil
		}
	}
}
