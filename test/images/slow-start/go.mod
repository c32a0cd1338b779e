module pod-start-slo.local/test/images/slow-start

go 1.24.0
