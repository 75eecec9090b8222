#!/usr/bin/env bash
# Runs the console blocks of Markdown documents, and fails where the program no longer says what they show.
#   transcripts.sh FOLDER-OF-THE-PROGRAM FILE…
# A block is fenced as `console`; each line that begins with `$ ` is a command, what follows is its output with
# standard error, and `[exit N]` its exit code where that is not 0. Commands run in the folder this is started in.
set -u
PATH=$1:$PATH
shift
commands=0
wrong=0

try() {  # the command, what the document shows
  local command=$1 shown=$2 found code
  found=$(bash -o pipefail -c "$command" 2>&1 < /dev/null; code=$?; [ $code = 0 ] || echo "[exit $code]")
  commands=$((commands + 1))
  # Blank lines at the ends do not count.
  [ "$(sed -e '/./,$!d' <<< "$shown")" = "$(sed -e '/./,$!d' <<< "$found")" ] && return
  wrong=$((wrong + 1))
  printf '%s\n$ %s\n' "$file" "$command"
  diff <(printf '%s\n' "$shown") <(printf '%s\n' "$found")
}

for file in "$@"; do
  inside=; command=; shown=
  while IFS= read -r line; do
    case $line in
      '```console') inside=yes; command=; shown=; continue ;;
      '```'*) [ -n "$inside" ] && [ -n "$command" ] && try "$command" "$shown"; inside=; continue ;;
    esac
    [ -n "$inside" ] || continue
    case $line in
      '$ '*) [ -n "$command" ] && try "$command" "$shown"; command=${line#\$ }; shown= ;;
      *) shown+=${shown:+$'\n'}$line ;;
    esac
  done < "$file"
done
echo "$commands commands of $# documents tried, $wrong differ"
[ "$wrong" = 0 ] && [ "$commands" -gt 0 ]
