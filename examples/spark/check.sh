#!/bin/sh
# The same bytes from one process and from a cluster that loses a worker.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
ontwar=${ONTWAR:-$here/../../target/release/ontwar}
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" "$here/make_pages.py" "$work/pages" "${PAGES:-2000}" 8
# Exit code 1: the broken lines among them have error objects in their places.
cat "$work"/pages/*.jsonl | "$ontwar" stream > "$work/single.jsonl" || [ $? -eq 1 ]
"$python" "$here/spark_clean.py" "$work/pages" "$work/documents" --ontwar "$ontwar" \
    --lose-a-worker "$work/lost" 2> "$work/log" || { cat "$work/log"; exit 1; }
[ -e "$work/lost" ] || { echo "no worker was lost"; exit 1; }
cat "$work"/documents/part-* > "$work/cluster.jsonl"
cmp "$work/single.jsonl" "$work/cluster.jsonl"
echo "the same $(wc -l < "$work/cluster.jsonl") lines, with a worker lost on the way"
