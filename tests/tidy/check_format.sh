#!/usr/bin/env bash
# Every C++ file looks as .clang-format says. Mend with: clang-format-14 -i FILE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
git -c 'safe.directory=*' ls-files -z --cached --others --exclude-standard '*.cc' '*.h' |
  xargs -0 -r ls -d 2>/dev/null | tr '\n' '\0' |
  xargs -0 -r clang-format-14 --dry-run -Werror
