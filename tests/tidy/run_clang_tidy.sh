#!/usr/bin/env bash
# clang-tidy over every C++ file of ours, as .clang-tidy says. Minutes long, so
# labelled long. Usage: run_clang_tidy.sh BUILD_DIR [FILE...]
set -euo pipefail
build=$(cd "$1" && pwd)
shift
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ $# -gt 0 ]; then
  files=("$@")
else
  mapfile -t files < <(git -c 'safe.directory=*' ls-files '*.cc')
fi
# The release build's g++ has flags that clang does not know.
printf '%s\0' "${files[@]}" |
  xargs -0 -n 4 -P "$(nproc)" clang-tidy-14 --quiet --extra-arg=-Wno-unknown-warning-option --warnings-as-errors='*' -p "$build"
