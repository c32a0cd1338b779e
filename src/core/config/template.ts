/** What `init` writes: a configuration that works as it stands, with the rest to uncomment. */
export const configTemplate = `# How long may a pod take until its service answers? This file says what is started and what is promised.
# All keys: docs/reference/configuration.md

scenarios:
  - name: goldpinger

    # What is started: one container and a Service in front of it ...
    workload:
      image: docker.io/bloomberg/goldpinger:v3.0.0
      port: 8080
      env:
        HOST: 0.0.0.0
        PORT: "8080" # values are texts: numbers need quotes
    # ... or your own objects, at least a pod and a Service:
    # workload:
    #   manifest: pod-and-service.yml

    # What counts as an answer.
    probe:
      path: /healthz
      status: 200
      # via: load-balancer # default: the closest to what a client of the service uses

    # What is promised. Statistics: p50, p90, p95, p99, max. Limits: 500ms, 30s, 1m30s.
    objectives:
      - p95 <= 30s
      # - image-pull p95 <= 10s # one phase of the start

    iterations: 20 # measured before it is judged; a violation is confirmed with more
    warmup: 1 # comes first and is never judged
    # timeout: 60s # default: the larger of 60s and twice the largest limit
    # imagePullPolicy: Always
    # imageCache: remove # pull the image anew for every start

# namespace: default # default: one is made for the run and deleted afterwards
# maxDuration: 10m # ends the run; what was measured until then is judged
`;
