#!/bin/sh
# Kills writing commands and checks after each kill that the write happened whole or not at all, that every acknowledged
# write is there, that no lock is stuck and that nothing is left behind.
#
# First at 1,000 random moments, or as many as the first argument says, over eleven kinds of write. Then before every system
# call of each kind that changes a file; that needs strace.
set -eu
cd "$(dirname "$0")/.."
command -v strace >/dev/null || { echo "kill.sh needs strace" >&2; exit 2; }
CLAIMBOOK_KILLS="${1:-1000}" CLAIMBOOK_CALLS=1 exec cargo test --release --test integration -- killed --nocapture
