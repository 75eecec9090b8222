#!/usr/bin/env bash
# Draws years of 3,400 detainer requests after requests.json, asks the policies of 2012, and prints what the README shows.
#   tell.sh [SEEDS]     how many years are drawn for a 95 % range (default: 200), and a tenth of them for each assumption
# `comity` is looked for in PATH. Needs bash, GNU sed, awk and sort.
set -euo pipefail

# ---- counting: one line a seed: of its requests, the share that each reading of the proposal declines for sure and at
# most, and how the first agrees with ICE's priorities

years() {  # FILE SEED…
  local like=$1 seed
  shift
  for seed in "$@"; do comity sample 3400 --seed "$seed" --like "$like"; done |
    comity eval - --policy lapd_2012_proposal,lapd_2012_proposal_press,hold_by_ice_priorities --decision hold --format csv |
    awk -F, '
      NR == 1 { next }
      { split($1, id, "-"); seed = id[1]; which = (NR - 2) % 3; answer[which] = $6 == "decided" ? $7 : "unknown" }
      which == 0 { records[seed]++ }
      answer[which] == "decline" { sure[seed, which]++ }
      answer[which] == "unknown" { open[seed, which]++ }
      which == 2 && answer[0] == answer[2] && answer[0] != "unknown" { agree[seed]++ }
      which == 2 && answer[0] == "honor" && answer[2] == "decline" { only_la[seed]++ }
      which == 2 && answer[0] == "decline" && answer[2] == "honor" { only_ice[seed]++ }
      END {
        for (s in records) {
          n = records[s] / 100
          printf "%d %.4f %.4f %.4f %.4f %.4f %.4f %.4f\n", s, sure[s, 0] / n, (sure[s, 0] + open[s, 0]) / n,
            sure[s, 1] / n, (sure[s, 1] + open[s, 1]) / n, agree[s] / n, only_la[s] / n, only_ice[s] / n
        }
      }'
}
if [ "${1:-}" = --years ]; then shift; years "$@"; exit; fi

seeds=${1:-200}
few=$(((seeds + 9) / 10))
jobs=$(nproc 2>/dev/null || echo 2)
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ---- assumptions: each changes a copy of requests.json, and fails where nothing changed

start() { cp "$here/requests.json" "$work/like.json"; }
edit() {
  sed "$1" "$work/like.json" > "$work/changed.json"
  if cmp -s "$work/like.json" "$work/changed.json"; then echo "nothing in requests.json is changed by: $1" >&2; exit 1; fi
  mv "$work/changed.json" "$work/like.json"
}
fact() { edit "0,/\"facts\": {/s//&\n    \"$1\": $2,/"; }
percent() { fact "$1" "{\"weights\": {\"true\": $2, \"false\": $((100 - $2))}, \"assumption\": \"tell.sh\"}"; }
gang() { percent gang_member "$1"; }
information() { percent request.additional_information "$1"; }
felony_arrest() {
  fact prior_arrests "{\"count\": {\"weights\": {\"0\": $((100 - $1)), \"1\": $1}}, \"each\": {\"facts\": {\"level\": \"felony\"}}, \"assumption\": \"tell.sh\"}"
}
# Charges whose published label does not say whether they are low-grade: LABEL, and what they are taken to be.
kind() { edit "/$1/s/\"facts\": {\"level\": \"misdemeanor\"}/\"facts\": {\"level\": \"misdemeanor\", \"traits\": [$2]}/"; }
traffic() { kind "TRAFFIC OFFENSE" "$1"; }
licence() { kind "DRVNG W.LIC INV" "$1"; }
other_kinds() { kind "CITY ORDINANCE" "$1"; kind "OUT OF COUNTY" "$1"; kind "charge_level misdemeanor" "$1"; }
wide_list() { edit '/PROSTITUTION\|CRIMINAL TRESPASS/s/"traits": \[\]/"traits": ["public_nuisance"]/'; }
one_charge() { edit '/"1": 5912/,/"17": 1}/{s/{"1": 5912.*/{"1": 5912},/;/"14": 2/d;}'; }
# Grounds of ICE's priorities other than a conviction and a gang, for so many in a hundred.
grounds() {
  percent prior_removal "$1"
  for name in removal_order recent_entry immigration_fraud criminal_warrant security_risk safety_risk; do fact "$name" false; done
}
middle() { start; gang 3; information 5; felony_arrest 25; }

draw() { seq 1 "$1" | xargs -P "$jobs" -n 5 "$here/tell.sh" --years "$work/like.json" | sort -n > "$work/shares"; }
mean() { awk -v c="$1" '{ sum += $c } END { printf "%.1f %%", sum / NR }' "$work/shares"; }
# Mean, and the middle 95 of 100 seeds.
spread() {
  awk -v c="$1" '{ print $c }' "$work/shares" | sort -n |
    awk '{ v[NR] = $1; sum += $1 } END { k = int(NR * 0.025); printf "%.1f %% (%.1f to %.1f)", sum / NR, v[k + 1], v[NR - k] }'
}

# ---- the story

echo "Of 3,400 requests a year the proposal would have declined ($seeds years drawn; in brackets the middle 95 of 100)"
line() { printf '  %-43s%-24s%s\n' "$1" "$2" "$3" | sed 's/ *$//'; }
line "" "for sure" "at most"
start; draw "$seeds"
line "published facts alone, the release" "$(spread 2)" "$(spread 3)"
line "published facts alone, the press" "$(spread 4)" "$(spread 5)"
middle; draw "$seeds"
line "with the three middle assumptions, release" "$(spread 2)" "$(spread 3)"
line "with the three middle assumptions, press" "$(spread 4)" "$(spread 5)"
line "published: about 400 of 3,400" "11.8 %" ""
line "published: the Department's own survey" "10 %" ""

echo
echo "What carries it: one assumption changed at a time, the release's words ($few years each)"
line "" "for sure" "at most"
row() { draw "$few"; line "$1" "$(mean 2)" "$(mean 3)"; }
middle;                                                     row "middle: gang 3, information 5, arrest 25 %"
start; gang 0; information 5; felony_arrest 25;             row "documented gang members 0 %"
start; gang 10; information 5; felony_arrest 25;            row "documented gang members 10 %"
start; gang 3; information 0; felony_arrest 25;             row "further information from ICE 0 %"
start; gang 3; information 20; felony_arrest 25;            row "further information from ICE 20 %"
start; gang 3; information 5; felony_arrest 10;             row "an earlier felony arrest 10 %"
start; gang 3; information 5; felony_arrest 40;             row "an earlier felony arrest 40 %"
middle; one_charge;                                         row "every request rests on one charge"
middle; wide_list;                                          row "trespass and prostitution are low-grade"
middle; traffic '"unlicensed_driving"';                     row "all traffic charges are no-licence"
middle; traffic '"minor_traffic"'; licence '"minor_traffic"'; row "no traffic charge is low-grade"
middle; other_kinds '"public_nuisance"';                    row "all charges of unknown kind are low-grade"
middle; traffic '"minor_traffic"'; licence '"minor_traffic"'; other_kinds ''; row "none of unknown kind is low-grade"
start; gang 10; information 20; felony_arrest 40; traffic '"minor_traffic"'; licence '"minor_traffic"'; other_kinds ''
row "everything as low as it goes"
start; gang 0; information 0; felony_arrest 10; one_charge; wide_list
traffic '"unlicensed_driving"'; licence '"unlicensed_driving"'; other_kinds '"public_nuisance"'
row "everything as high as it goes"

echo
echo "\"Not much different\" from ICE's own priorities? The release against hold_by_ice_priorities ($few years each)"
line "another ground for ICE than a conviction" "same answer for sure" "only Los Angeles holds / only ICE's priorities do"
compare_row() { draw "$few"; line "$1" "$(mean 6)" "$(mean 7) / $(mean 8)"; }
for share in 0 10 25 50; do
  middle; grounds $share; compare_row "of $share in 100"
done
