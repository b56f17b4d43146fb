# Reporting: keeps the report archive in /var/lib/peerage.
#
#   docker build -t peerage-reporting -f deploy/images/reporting.Dockerfile .
ARG BUILD=localhost/peerage-build
FROM ${BUILD} AS build

FROM scratch
ARG VERSION=unversioned
LABEL org.opencontainers.image.title="peerage-reporting" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /image/reporting /
# A volume mounted here starts out writable to the user below.
COPY --from=build --chown=10001:10001 /image/reporting/tmp /var/lib/peerage
USER 10001:10001
# Calls, health, metrics.
EXPOSE 7402 7490 7491
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/peerage-reporting"]
