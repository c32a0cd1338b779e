module pod-start-slo.local/harness/pause

go 1.24.0
