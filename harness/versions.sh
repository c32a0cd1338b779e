# shellcheck shell=bash disable=SC2034
# Every version the harness builds or pulls. Changing one rebuilds what depends on it.

KIND_VERSION=v0.30.0
CRANE_VERSION=v0.20.6
TOXIPROXY_VERSION=v2.5.0
ACT_VERSION=v0.2.89
KWOK_VERSION=v0.8.0

# The last that the module proxy has; the commit is that of its tag.
MINIKUBE_VERSION=v1.36.0
MINIKUBE_COMMIT=f8f52f5de11fc6ad8244afac475e1d0f96841df1

# Of the cluster built from source. kubelet 1.35 and later refuse cgroup v1, which some machines still have.
KUBERNETES_VERSION=v1.34.4
DEBIAN_SUITE=bookworm

# Of the cluster made of published images. kind $KIND_VERSION names this very digest as its default
# (pkg/apis/config/defaults/image.go). PSS_PUBLISHED_NODE_IMAGE takes another one that was made for this kind.
PUBLISHED_NODE_IMAGE=${PSS_PUBLISHED_NODE_IMAGE:-kindest/node:v1.34.0@sha256:7416a61b42b1662ca6ca89f02028ac133a309a2a30ba309614e8ec94d976dc5a}
PUBLISHED_AGNHOST_IMAGE=registry.k8s.io/e2e-test-images/agnhost:2.53
PUBLISHED_GOLDPINGER_IMAGE=docker.io/bloomberg/goldpinger:v3.0.0
PUBLISHED_REGISTRY_IMAGE=registry:2
# What src/core/options/workload.ts names by its digest.
PUBLISHED_BUSYBOX_IMAGE=docker.io/library/busybox:1.37.0

# Names that cannot be mistaken for published images.
OWN_PREFIX=pod-start-slo.local
SLOW_START_IMAGE=$OWN_PREFIX/slow-start:test
