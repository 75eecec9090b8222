#!/usr/bin/env bash
# Does what README.md tells a newcomer to do, in an empty folder, and fails where the program says something else.
#   readme.sh FOLDER-OF-THE-PROGRAM
# The files are made of the document's own blocks: the policy with its examples, the record, and the slip in a condition.
set -euo pipefail
program=$(realpath "$1")
root=$(realpath "$(dirname "$0")/../..")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
ln -s "$root/examples" examples

blocks() { awk -v fence="\`\`\`$1" '$0 == fence { on = 1; next } /^```/ { on = 0 } on' "$root/README.md"; }
blocks comity > rivers.comity
blocks json > bookings.jsonl
sed '11s/when .*/when age > 17 and any conviction is serious or any conviction is violent/' rivers.comity > wrong.comity
"$root/tests/transcripts/transcripts.sh" "$program" "$root/README.md"
