module pod-start-slo.local/harness/etcd-for-minikube

go 1.24.0
