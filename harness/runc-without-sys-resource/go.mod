module pod-start-slo.local/harness/runc-without-sys-resource

go 1.24.0
