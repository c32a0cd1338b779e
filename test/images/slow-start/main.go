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
	settings, err := parse(os.Args[1:], os.LookupEnv)
	if err != nil {
		fail(err)
	}
	report, err := newReporter(settings)
	if err != nil {
		fail(err)
	}
	exitOnSignal(settings, report)
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
	handle := handler(settings, started)
	if settings.logRequests {
		handle = logged(handle, report)
	}
	fail(http.Serve(listener, handle))
}

// As process 1 of a container it would otherwise ignore SIGTERM and outlive its grace period. It may go on answering
// for a while, as servers do that drain their connections.
func exitOnSignal(settings settings, report reporter) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-signals
		report("terminating", time.Now())
		time.Sleep(settings.exitDelay)
		os.Exit(0)
	}()
}

// logged tells of each request when it came and whose it was: the prober's own, one passed on by an API server, or the
// kubelet's.
func logged(next http.Handler, report reporter) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		at := time.Now()
		agent := request.UserAgent()
		if request.Header.Get("X-Forwarded-For") != "" {
			agent = "proxied " + agent
		}
		next.ServeHTTP(response, request)
		report("request "+agent, at)
	})
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
