#!/usr/bin/env bash
# The contract is clean (lint) and breaks no caller (breaking, against v1.binpb,
# the contract as last released). CONTRIBUTING.md says when to renew v1.binpb.
# Usage: check_contract.sh lint|breaking
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
buf=tools/proto/node_modules/.bin/buf
if [ ! -x "$buf" ]; then
  echo "buf is not installed; run tools/install" >&2
  exit 1
fi
case "$1" in
  lint) "$buf" lint protos ;;
  breaking) "$buf" breaking protos --against tests/contract/v1.binpb ;;
  *)
    echo "usage: check_contract.sh lint|breaking" >&2
    exit 2
    ;;
esac
