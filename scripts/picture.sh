#!/bin/sh
# Takes docs/report.png, the README's picture of the sample book's report. Needs chromium.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
CLAIMBOOK_TODAY=2026-11-22 cargo run --locked --quiet -- report --format html --output "$folder/report.html"
chromium --headless --no-sandbox --disable-gpu --disable-background-networking --hide-scrollbars \
  --force-color-profile=srgb --window-size=1280,900 --screenshot="$PWD/docs/report.png" "file://$folder/report.html"
