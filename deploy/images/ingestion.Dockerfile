# Ingestion: keeps the release log in /var/lib/peerage.
#
#   docker build -t peerage-ingestion -f deploy/images/ingestion.Dockerfile .
ARG BUILD=localhost/peerage-build
FROM ${BUILD} AS build

FROM scratch
ARG VERSION=unversioned
LABEL org.opencontainers.image.title="peerage-ingestion" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /image/ingestion /
# A volume mounted here starts out writable to the user below.
COPY --from=build --chown=10001:10001 /image/ingestion/tmp /var/lib/peerage
USER 10001:10001
# Calls, health, metrics.
EXPOSE 7400 7490 7491
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/peerage-ingestion"]
