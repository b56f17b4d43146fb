# Redis from Debian's package, for the cache: no shell, no tools, no disk.
#
#   docker build -t peerage-redis -f deploy/images/redis.Dockerfile .
ARG BUILD=localhost/peerage-build
FROM ${BUILD} AS build

FROM scratch
ARG VERSION=unversioned
LABEL org.opencontainers.image.title="peerage-redis" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="BSD-3-Clause"
COPY --from=build /image/redis /
USER 10001:10001
EXPOSE 6379
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/redis-server"]
