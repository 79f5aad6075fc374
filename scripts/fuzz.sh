#!/bin/sh
# Runs each fuzz target for SECONDS (60 by default), or only the targets that you name after the time. New inputs go to
# fuzz/corpus; keep the few that matter. Needs a nightly toolchain and `cargo install cargo-fuzz --locked`.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- document edit extract filter sql
for target in "$@"; do
  echo "== $target"
  dict=fuzz/$target.dict
  [ -e "$dict" ] || dict=fuzz/toml.dict
  cargo +nightly fuzz run --sanitizer none "$target" -- -max_total_time="$seconds" -max_len=1000 -timeout=10 \
    -dict="$dict" -only_ascii=0
done
