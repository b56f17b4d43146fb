# Ranking: keeps nothing on disk.
#
#   docker build -t peerage-ranking -f deploy/images/ranking.Dockerfile .
ARG BUILD=localhost/peerage-build
FROM ${BUILD} AS build

FROM scratch
ARG VERSION=unversioned
LABEL org.opencontainers.image.title="peerage-ranking" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /image/ranking /
USER 10001:10001
# Calls, health, metrics.
EXPOSE 7401 7490 7491
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/peerage-ranking"]
