#!/usr/bin/env bash
# Runs the release build on awkward books and prints the time and the peak memory of each command. A command past its bound
# is marked with `!`, and the script then ends with 1.
#
#   scripts/bounds.sh [WORD ...]     only the inputs whose names contain one of the words
#
# The bounds are those of docs/security.md: 1 s and 500 MB for a text of 4 MiB, and 2 s for large graphs. Needs Rust and python3.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked --quiet
exec python3 scripts/bounds.py "$@"
