#!/bin/sh
# Checks the rust-version that Cargo.toml promises. If that toolchain is installed, it compiles the program. The locked
# dependencies must never ask for a newer one. (clippy, in the gate, rejects newer functions of the standard library.)
set -eu
cd "$(dirname "$0")/.."

oldest=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
if rustup toolchain list 2>/dev/null | grep -q "^$oldest[.-]"; then
  cargo "+$oldest" check --locked --target-dir target/oldest-rust
else
  echo "Rust $oldest is not installed, so the default toolchain compiles: \`rustup toolchain install $oldest\` gets it"
  cargo check --locked
fi

# Dependencies of tests and benchmarks may ask for more: people who only build claimbook never compile them.
cargo metadata --locked --format-version 1 | python3 -c '
import json, sys

data = json.load(sys.stdin)
parts = lambda version: tuple(int(part) for part in (version + ".0.0").split(".")[:3])
packages = {package["id"]: package for package in data["packages"]}
nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
root = data["resolve"]["root"]
needed, queue = set(), [root]
while queue:
    at = queue.pop()
    if at in needed:
        continue
    needed.add(at)
    for dependency in nodes[at]["deps"]:
        if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"]):
            queue.append(dependency["pkg"])
ours = packages[root]["rust_version"]
newer = [p for p in map(packages.get, needed) if p["rust_version"] and parts(p["rust_version"]) > parts(ours)]
for package in newer:
    name, version, rust = package["name"], package["version"], package["rust_version"]
    print(f"{name} {version} needs Rust {rust}, but Cargo.toml promises {ours}", file=sys.stderr)
if newer:
    sys.exit(1)
print(f"{len(needed) - 1} dependencies work with Rust {ours}")
'
