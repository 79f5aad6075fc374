#!/bin/sh
# Opens the sample book's report (or the file that you name) in headless Chromium: wide, as a phone, light, dark, and without
# scripts. Fails if axe-core finds an accessibility problem, the console shows a message, the page makes a request, or the page
# is wider than the screen. Puts screenshots and a PDF in target/report-in-browser. Installs Debian and npm packages.
set -eu
cd "$(dirname "$0")/.."
place=$PWD/target/report-in-browser
mkdir -p "$place"
if ! command -v chromium >/dev/null; then
  apt-get update -qq && apt-get install -y -qq chromium fonts-noto-core
fi
if [ ! -d "$place/node_modules/axe-core" ]; then
  (cd "$place" && npm install --silent --no-save --ignore-scripts playwright-core axe-core)
fi
report=${1:-}
if [ -z "$report" ]; then
  report=$place/report.html
  cargo run --quiet -- report --output "$report" --force
fi
cp scripts/report-in-browser.mjs "$place/run.mjs"
node "$place/run.mjs" "$(realpath "$report")" "$place"
