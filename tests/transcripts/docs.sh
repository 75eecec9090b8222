#!/usr/bin/env bash
# Runs the commands of docs/ beside the library and the examples, with the small faulty files that they speak of.
#   docs.sh FOLDER-OF-THE-PROGRAM
set -euo pipefail
program=$(realpath "$1")
root=$(realpath "$(dirname "$0")/../..")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
ln -s "$root/examples" "$root/policies" .

cat > wrong.comity <<'END'
policy p "A policy with one fault"
  authority california
  status proposed
  source "x"
  otherwise declin hold
END
cat > r.jsonl <<'END'
{"id": "1", "charges": [{"traits": []}], "convictions": []}
{"id": "2", "agee": 30}
END
echo '{"id": "u", "age": 30}' > undated.jsonl
"$root/tests/transcripts/transcripts.sh" "$program" "$root"/docs/command_line.md "$root"/docs/language.md
