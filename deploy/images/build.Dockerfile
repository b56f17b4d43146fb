# Compiles the servers from a clean checkout and lays out, in /image/NAME, the
# root of each image that the other Dockerfiles here make.
#
#   docker build -t localhost/peerage-build -f deploy/images/build.Dockerfile .
ARG BASE=docker.io/library/debian:bookworm-slim
FROM ${BASE}
WORKDIR /src
COPY tools/install tools/install
# redis-server becomes an image of its own.
RUN tools/install --build \
 && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends redis-server \
 && apt-get clean
COPY CMakeLists.txt CMakePresets.json ./
COPY cmake cmake
COPY protos protos
COPY clients clients
COPY services services
COPY tests/CMakeLists.txt tests/
ARG JOBS=2
RUN --mount=type=cache,target=/ccache export CCACHE_DIR=/ccache \
 && cmake --preset release -DBUILD_TESTING=OFF \
 && cmake --build --preset release -j "${JOBS}" \
      --target peerage-ingestion peerage-ranking peerage-reporting
COPY LICENSE ./
COPY deploy/images/collect deploy/images/
RUN for name in ranking reporting; do \
      deploy/images/collect "build/release/bin/peerage-${name}" "/image/${name}" || exit 1; \
    done \
 && deploy/images/collect build/release/bin/peerage-ingestion build/release/bin/peerage-workbook \
      /image/ingestion \
 && deploy/images/collect /usr/bin/redis-server /image/redis
