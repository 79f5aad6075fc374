#!/bin/sh
# Compares the program's counts with those of a second implementation (tests/oracle) on random books: 100 books, or as many
# as the first argument says, from seed FROM (default: 1). Uses the newer of the release and debug binaries. Needs Python 3.11.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
newest=$(ls -t "$target/release/claimbook" "$target/debug/claimbook" 2>/dev/null | head -n 1)
if [ -z "$newest" ]; then
    echo "no binary in $target: run \`cargo build\` first" >&2
    exit 2
fi
exec python3 "$root/tests/oracle/compare.py" --claimbook "$newest" --runs "${1:-100}" --from "${FROM:-1}"
