#!/usr/bin/env bash
# Builds the fuzz targets with a stable compiler and runs one of them:
#   fuzz/run.sh TARGET SECONDS [libFuzzer options]
# The code has no `unsafe`, so it does without the sanitizers that need nightly;
# with cargo-fuzz and nightly, `cargo +nightly fuzz run TARGET` does the same with them.
set -euo pipefail
cd "$(dirname "$0")"
target=$1 seconds=$2
shift 2
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1 \
 -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
 -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
triple=$(rustc -vV | sed -n 's/^host: //p')
# With a target named, the flags do not reach build scripts, which libFuzzer's main is not in.
cargo build --release --target "$triple" --bins
mkdir -p "corpus/$target" "artifacts/$target"
exec "target/$triple/release/$target" "corpus/$target" \
    -artifact_prefix="artifacts/$target/" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=1024 "$@"
