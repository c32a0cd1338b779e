package main

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"
)

func TestARequestIsToldWithWhoseItIs(t *testing.T) {
	var told []string
	handle := logged(okAfter(time.Time{}), func(event string, _ time.Time) { told = append(told, event) })
	for _, proxied := range []bool{false, true} {
		request := httptest.NewRequest(http.MethodGet, "/", nil)
		request.Header.Set("User-Agent", "pod-start-slo")
		if proxied {
			request.Header.Set("X-Forwarded-For", "10.0.0.1")
		}
		response := httptest.NewRecorder()
		handle.ServeHTTP(response, request)
		if response.Code != http.StatusOK {
			t.Errorf("status %d", response.Code)
		}
	}
	if !slices.Equal(told, []string{"request pod-start-slo", "request proxied pod-start-slo"}) {
		t.Errorf("%q", told)
	}
}
