// Command slow-start is an HTTP server that is slow, late or broken in exactly the way it is told to be,
// so that tests know the truth that a measurement must find.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	started := time.Now()
	exitOnSignal()

	settings, err := parse(os.Args[1:], os.LookupEnv)
	if err != nil {
		fail(err)
	}
	report, err := newReporter(settings)
	if err != nil {
		fail(err)
	}
	report("started", started)
	if settings.burn > 0 {
		burn(settings.burn)
		return
	}
	if settings.exitAfter > 0 {
		time.AfterFunc(settings.exitAfter, func() { os.Exit(settings.exitCode) })
	}
	hangs, err := settings.hangsThisTime()
	if err != nil {
		fail(err)
	}
	if hangs || settings.neverListen {
		select {}
	}
	if err := work(settings.work); err != nil {
		fail(err)
	}
	time.Sleep(settings.listenAfter)

	listener, err := net.Listen("tcp", fmt.Sprintf(":%d", settings.port))
	if err != nil {
		fail(err)
	}
	report("listening", time.Now())
	fail(http.Serve(listener, handler(settings, started)))
}

// As process 1 of a container it would otherwise ignore SIGTERM and outlive its grace period.
func exitOnSignal() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-signals
		os.Exit(0)
	}()
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "slow-start:", err)
	os.Exit(2)
}

func handler(settings settings, started time.Time) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/readyz", okAfter(started.Add(settings.readyAfter)))
	mux.HandleFunc("/healthz", okAfter(started.Add(settings.healthyAfter)))
	mux.HandleFunc("/", okAfter(started))
	return mux
}

func okAfter(instant time.Time) http.HandlerFunc {
	return func(response http.ResponseWriter, _ *http.Request) {
		if time.Now().Before(instant) {
			http.Error(response, "not yet", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(response, "ok")
	}
}
