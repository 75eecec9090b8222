#!/usr/bin/env bash
# Opens what `comity compare --format html` writes in a browser without a screen: it must render, with its tables in
# it, say nothing on the console, and ask for nothing but itself.
#   comparison_page.sh FOLDER-OF-THE-PROGRAM      exit 77: there is no browser
set -u
PATH=$1:$PATH
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { echo "no chromium is installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0
fail() { echo "$page at $width: $*"; wrong=$((wrong + 1)); }

# Without a sandbox only where there can be none.
flags=(--headless --disable-gpu --hide-scrollbars --no-first-run "--user-data-dir=$work/profile")
[ "$(id -u)" = 0 ] && flags+=(--no-sandbox)

founding=(lapd_2012_proposal lapd_2012_proposal_press santa_clara_3_54 cook_county_46_37 hold_by_ice_priorities ab_1081 secure_communities)
comity compare "${founding[@]}" --decision hold --format html --output "$work/many.html" || exit 1
comity compare lapd_2012_proposal hold_by_ice_priorities --decision hold --records examples/founding/bookings.jsonl --by charges.level \
  --format html --output "$work/pair.html" 2> /dev/null || exit 1

for page in many pair; do
  grep -qiE '<script|src=|@import|url\((.?https?:)' "$work/$page.html" && { width=any; fail "it asks for something outside of itself"; }
  for width in 1200 500; do
    timeout 60 "$browser" "${flags[@]}" --enable-logging=stderr --window-size=$width,1500 --screenshot="$work/$page-$width.png" "file://$work/$page.html" > "$work/log" 2>&1
    grep 'CONSOLE' "$work/log" && fail "the console is not silent"
    size=$(stat -c %s "$work/$page-$width.png" 2> /dev/null || echo 0)
    [ "$size" -gt 20000 ] || fail "the picture is empty ($size bytes)"
    timeout 60 "$browser" "${flags[@]}" --window-size=$width,1500 --dump-dom "file://$work/$page.html" > "$work/dom" 2> /dev/null
    case $page in
      many) wanted=('<table class="matrix">' 'Relations on hold' '<svg class="order"' 'secure_communities</text>') ;;
      pair) wanted=('<table class="matrix outcomes">' '10 records' 'aria-label="3"' 'charges.level') ;;
    esac
    for text in "${wanted[@]}"; do grep -qF "$text" "$work/dom" || fail "the page has no $text"; done
  done
done
echo "2 pages at 2 widths opened, $wrong wrong"
[ "$wrong" = 0 ]
