#!/usr/bin/env bash
# Within the root that `run` made: the packages, in /build.
set -euo pipefail
export CCACHE_DIR=/ccache
cmake -G Ninja -S /src -B /build -DCMAKE_BUILD_TYPE=Release -DROHNAMO_TESTS=OFF \
  -DCMAKE_TOOLCHAIN_FILE=/src/tests/arm64/toolchain.cmake
cmake --build /build
rm -f /build/*.deb
cd /build
dpkg-architecture --host-arch arm64 --command cpack
