package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

type settings struct {
	port         int
	listenAfter  time.Duration
	work         time.Duration
	burn         int
	readyAfter   time.Duration
	healthyAfter time.Duration
	neverListen  bool
	hangEvery    int
	counterFile  string
	exitAfter    time.Duration
	exitCode     int
	exitDelay    time.Duration
	logRequests  bool
	logFile      string
	podUID       string
}

// parse reads the flags; one that is not given comes from the environment, --listen-after from SLOW_START_LISTEN_AFTER.
func parse(arguments []string, lookup func(string) (string, bool)) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("slow-start", flag.ContinueOnError)
	flags.IntVar(&s.port, "port", 8080, "port to listen on")
	flags.DurationVar(&s.listenAfter, "listen-after", 0, "sleep this long before listening")
	flags.DurationVar(&s.work, "work", 0, "spend this much time of the CPU before listening")
	flags.IntVar(&s.burn, "burn", 0, "keep this many threads busy, for 15 minutes at most, and do nothing else")
	flags.DurationVar(&s.readyAfter, "ready-after", 0, "/readyz answers 503 until this long after the start")
	flags.DurationVar(&s.healthyAfter, "healthy-after", 0, "/healthz answers 503 until this long after the start")
	flags.BoolVar(&s.neverListen, "never-listen", false, "run, and never listen")
	flags.IntVar(&s.hangEvery, "hang-every", 0, "every Nth start never listens; needs --counter-file")
	flags.StringVar(&s.counterFile, "counter-file", "", "file that counts the starts")
	flags.DurationVar(&s.exitAfter, "exit-after", 0, "exit this long after the start; 0s is never")
	flags.IntVar(&s.exitCode, "exit-code", 1, "exit code of --exit-after")
	flags.DurationVar(&s.exitDelay, "exit-delay", 0, "go on answering this long after SIGTERM")
	flags.BoolVar(&s.logRequests, "log-requests", false, "print a line for each request as well")
	flags.StringVar(&s.logFile, "log-file", "", "file to which the printed lines are appended as well")
	flags.StringVar(&s.podUID, "pod-uid", "", "uid of the pod, for the printed lines")

	var problems []error
	flags.VisitAll(func(f *flag.Flag) {
		name := "SLOW_START_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if value, given := lookup(name); given {
			if err := f.Value.Set(value); err != nil {
				problems = append(problems, fmt.Errorf("%s: %w", name, err))
			}
		}
	})
	problems = append(problems, flags.Parse(arguments))
	if s.hangEvery > 0 && s.counterFile == "" {
		problems = append(problems, errors.New("--hang-every needs --counter-file"))
	}
	return s, errors.Join(problems...)
}

// hangsThisTime counts this start and says whether it is one of those that never listen.
func (s settings) hangsThisTime() (bool, error) {
	if s.counterFile == "" {
		return false, nil
	}
	count, err := increment(s.counterFile)
	return s.hangEvery > 0 && count%s.hangEvery == 0, err
}

// increment adds one to the number in a file, which several pods may do at once.
func increment(path string) (int, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		return 0, err
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return 0, err
	}
	// An empty or unreadable file is a counter at 0.
	count, _ := strconv.Atoi(strings.TrimSpace(string(content)))
	count++
	if err := file.Truncate(0); err != nil {
		return 0, err
	}
	_, err = file.WriteAt([]byte(strconv.Itoa(count)+"\n"), 0)
	return count, err
}
