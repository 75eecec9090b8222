#!/usr/bin/env bash
# A result that cannot be written is said to be lost, with exit code 1, by every verb that writes one; /dev/full is a disk
# without room.
#   full_disk.sh PROGRAM
set -u
program=$1
[ -c /dev/full ] || { echo 'there is no /dev/full here: not tried'; exit 77; }
wrong=0

try() {
  local said code
  said=$("$program" "$@" 2>&1 > /dev/full < /dev/null)
  code=$?
  grep -q 'could not be written to standard output' <<< "$said" && [ $code = 1 ] && return
  wrong=$((wrong + 1))
  printf 'comity %s\n  exit code %s, on standard error: %s\n' "$*" "$code" "$said"
}

try eval examples/founding/bookings.jsonl --policy ab_1081 --format jsonl
try explain examples/founding/bookings.jsonl --policy ab_1081
try compare lapd_2012_proposal santa_clara_3_54
try lint policies
try check policies
try test policies
try law cook_county --on 2018-01-01
try timeline cook_county
try sample 10
try schema
try --help
exit $wrong
