# shellcheck shell=bash disable=SC2034
# Every version the harness builds or pulls. Changing one rebuilds what depends on it.

CRANE_VERSION=v0.20.6
TOXIPROXY_VERSION=v2.5.0
ACT_VERSION=v0.2.89
KWOK_VERSION=v0.8.0

# The last that the module proxy has; the commit is that of its tag.
MINIKUBE_VERSION=v1.36.0
MINIKUBE_COMMIT=f8f52f5de11fc6ad8244afac475e1d0f96841df1

# The cluster: KUBERNETES_VERSION chooses another line than the default, such as 1.37.2 or 1.37. A line has
# - the release of Kubernetes that is built from source,
# - the kind that creates the cluster: before v0.32 it writes a kubeadm configuration that Kubernetes 1.37 does not take,
# - the tag of the pause image that kubeadm and containerd use,
# - the containerd of a node built from source: the one of kind's own base image; `debian` is its 1.6, which lacks CRI calls
#   that kubelet 1.38 will require,
# - the published node image, with the digest that the release notes of this kind name; PSS_PUBLISHED_NODE_IMAGE takes
#   another one that was made for it.
DEFAULT_KUBERNETES_VERSION=v1.37.2
KUBERNETES_VERSIONS='
v1.34.4 v0.30.0 3.10.1 debian kindest/node:v1.34.0@sha256:7416a61b42b1662ca6ca89f02028ac133a309a2a30ba309614e8ec94d976dc5a
v1.35.4 v0.33.0 3.10.1 v2.3.4 kindest/node:v1.35.8@sha256:07b2536e30b803ed61d1677a79df6115f798ce64c80f9e22f6ed45afd09323c0
v1.36.3 v0.33.0 3.10.2 v2.3.4 kindest/node:v1.36.4@sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed
v1.37.2 v0.33.0 3.10.2 v2.3.4 kindest/node:v1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5
'
DEBIAN_SUITE=bookworm

# Images of a cluster that is made of published ones.
PUBLISHED_AGNHOST_IMAGE=registry.k8s.io/e2e-test-images/agnhost:2.53
PUBLISHED_GOLDPINGER_IMAGE=docker.io/bloomberg/goldpinger:v3.0.0
PUBLISHED_REGISTRY_IMAGE=registry:2
# What src/core/options/workload.ts names by its digest.
PUBLISHED_BUSYBOX_IMAGE=docker.io/library/busybox:1.37.0

# Names that cannot be mistaken for published images.
OWN_PREFIX=pod-start-slo.local
SLOW_START_IMAGE=$OWN_PREFIX/slow-start:test
