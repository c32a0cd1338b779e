# The command line in a pod: docs/deploying.md. `docker build --tag pod-start-slo .`

# Base images are named by digest, so that nobody who may move their tags gets into this one; Dependabot renews them.

# What is bundled is the same for every processor, so it is made on that of the builder.
FROM --platform=$BUILDPLATFORM node:24-trixie-slim@sha256:8ec5d7557396cfe32d21c3f9c13072355ceab22b584578ca4bb28af31120cffe AS build
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
# Their own set-up only brings a Node, which is here already.
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY scripts scripts
COPY src src
RUN node scripts/build.ts && mkdir /state

# No shell, no package manager, and the user 65532.
FROM gcr.io/distroless/nodejs24-debian13:nonroot@sha256:774b7d020b24214835769e24c3544835526cd0288f0b094eae48e8b2c2429a79
LABEL org.opencontainers.image.title="pod-start-slo" \
      org.opencontainers.image.source="https://github.com/org/pod-start-slo" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /source/dist/package.json /source/dist/licenses.txt /opt/pod-start-slo/
COPY --from=build /source/dist/cli /opt/pod-start-slo/cli
# Where `watch` keeps its window, and a run its result so far: a volume where the root is read-only.
COPY --from=build --chown=65532:65532 /state /var/lib/pod-start-slo
ENV NODE_ENV=production XDG_STATE_HOME=/var/lib
WORKDIR /var/lib/pod-start-slo
# A number, since runAsNonRoot cannot judge a name.
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node", "/opt/pod-start-slo/cli/main.js"]
