#!/bin/sh
# Holds the program against the oracle on RUNS random books (100 unless told), from seed FROM (1 unless set).
# Asks the newest of the release and the debug binary. Needs only python3 (3.11 or later).
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
newest=$(ls -t "$target/release/claimbook" "$target/debug/claimbook" 2>/dev/null | head -n 1)
if [ -z "$newest" ]; then
    echo "no binary in $target: run \`cargo build\` first" >&2
    exit 2
fi
exec python3 "$root/tests/oracle/compare.py" --claimbook "$newest" --runs "${1:-100}" --from "${FROM:-1}"
