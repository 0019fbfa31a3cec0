# syntax=docker/dockerfile:1
# The service alone; its PostgreSQL is another container or another machine (DATABASE_URL).

FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY src src
COPY migrations migrations
# The caches survive between builds and never reach the image.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked && cp target/release/thidua /usr/local/bin/thidua

# No shell and no package manager: what is not there cannot be misused.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /usr/local/bin/thidua /usr/local/bin/thidua
ENV THIDUA_LISTEN=0.0.0.0:8080 THIDUA_ADMIN_LISTEN=0.0.0.0:9090 THIDUA_LOG_FORMAT=json
EXPOSE 8080 9090
USER nonroot
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["thidua", "ready"]
ENTRYPOINT ["thidua"]
CMD ["serve"]
