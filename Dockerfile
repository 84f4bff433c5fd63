# syntax=docker/dockerfile:1

FROM node:20-bookworm-slim AS assets
WORKDIR /build
COPY apps/web/package.json apps/web/package-lock.json apps/web/.npmrc* apps/web/
RUN npm --prefix apps/web ci --no-audit --no-fund
# The style sheet holds the classes that the templates use, and those lie beside the code of each slice.
COPY apps/web apps/web
COPY libs libs
RUN npm --prefix apps/web run build

FROM rust:1.95-bookworm AS program
WORKDIR /build
COPY . .
COPY --from=assets /build/apps/web/dist apps/web/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --release --locked --package vitrina --bin vitrina \
    && install -D target/release/vitrina /out/vitrina

FROM debian:12-slim
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Vitrina" \
      org.opencontainers.image.description="Shops, bookings and point of sale for many tenants" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/vitrina --create-home --shell /usr/sbin/nologin vitrina
COPY --from=program /out/vitrina /usr/local/bin/vitrina
COPY config /etc/vitrina/config
# Production listens beyond the container's own loopback, and refuses to start without what customers need.
ENV VITRINA_ENV=production
WORKDIR /etc/vitrina
USER 10001
VOLUME /var/lib/vitrina
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["vitrina", "doctor", "--health"]
ENTRYPOINT ["vitrina"]
CMD ["serve", "--data-dir", "/var/lib/vitrina"]
