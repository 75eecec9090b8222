#!/usr/bin/env python3
"""Builds California's offense table.

In: the state's table of charge codes (CSV: section, code_type, literal, level, enact_date, repeal_date, one row a CJIS
code), the lists of offense_lists.txt and the words of offense_words.txt beside this file. Out: offenses.csv, one row
for each statute, level and stretch of time, sorted; counts on the standard error stream.

    build_offenses.py STATE_TABLE.csv > offenses.csv
    build_offenses.py STATE_TABLE.csv --compare offenses.csv     says whether that file is up to date

Plain Python 3; how each column is made is told in README.md, "Source of the offense table".
"""

import argparse
import collections
import csv
import datetime
import io
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = ["statute", "level", "family", "traits", "maybe", "title", "from", "until"]
LEVELS = {"F": "felony", "M": "misdemeanor", "I": "infraction"}
FAMILIES = {"PC": "penal", "VC": "vehicle", "US": "federal"}  # all others: other
OPEN = 99999999

# A code that the state's office opened or closed in these weeks was relabelled, not enacted or repealed: some six
# hundred of them, on days on which no law takes effect.
RELABELLED = (20201001, 20201130)
# The first text of the library that asks what an offense was is of 2010. An earlier first day changes no answer, and only
# an undated row answers where no day is asked.
FIRST_DAY_ASKED = 20100101

# A felony that only a prior conviction or an amount makes one is no wobbler for everybody: the trait is maybe.
PRIOR_LABEL = re.compile(r"W/\s?P/?R|:PR\b|/PR\b|\bPR\b|PRIOR|P/CON|23550")
SMALL_AMOUNT = re.compile(r"-\s?\$|\$\d+-")
LARGE_AMOUNT = re.compile(r"\$\s?\d+\+|EX\$")
# What may be an aggravated felony though a misdemeanor, 8 U.S.C. 1101(a)(43): a wobbler of these kinds, and some alone.
GRAVE = {"homicide", "sexual", "domestic_violence", "assault", "weapon", "drug_distribution", "theft", "burglary"}
GRAVE_ALONE = {"sexual", "domestic_violence", "weapon"}


class Statute(collections.namedtuple("Statute", "code section subs")):
    """`PC 288a(b)(1)`: code PC, section 288a, subdivisions (b, 1)."""

    def __str__(self):
        return f"{self.code} {self.section}" + "".join(f"({sub})" for sub in self.subs)

    def number(self):
        """For ranges, without the section's letters. 243.10 comes after 243.9, as it does in the code."""
        return [int(piece) for piece in re.match(r"[\d. ]*", self.section)[0].replace(" ", ".").split(".") if piece]

    def sort_key(self):
        pieces = re.findall(r"\d+|[^\d]+", self.section)
        natural = [(0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in pieces]
        subs = [(0, int(sub), "") if sub.isdigit() else (1, 0, sub) for sub in self.subs]
        return (self.code, natural, subs)


def statute_of(code, section):
    """The state writes `273A(A)`, `424(A)1`; the table `PC 273a(a)`, `PC 424(a)(1)`."""
    section = section.strip().lower()
    if section == "6221/2":
        return Statute(code, "622.5", ())
    if "/" in section:  # two sections in one: kept as it is written
        return Statute(code, section, ())
    head = re.match(r"[^(]*", section)[0].strip()
    subs = re.findall(r"[^()\s]+", section[len(head):])
    return Statute(code, head, tuple(subs))


def parts_of(statute):
    if "/" not in statute.section:
        return [statute]
    return [statute_of(statute.code, piece) for piece in statute.section.split("/")]


# --- the lists ---------------------------------------------------------------------------------------------------


Entry = collections.namedtuple("Entry", "first last")
Listing = collections.namedtuple("Listing", "trait certainty levels since entries source line")


def entries_of(text, line):
    entries, code = [], None
    for item in (piece.strip() for piece in text.split(",")):
        words = item.split(" ")
        if re.fullmatch(r"[A-Z]+", words[0]):
            code, words = words[0], words[1:]
        section = " ".join(words)
        if not code or not section:
            sys.exit(f"offense_lists.txt:{line}: no code or section in '{item}'")
        first, _, last = section.partition("-")
        entries.append(Entry(statute_of(code, first), statute_of(code, last) if last else None))
    return entries


def read_lists():
    """The lists; the rows that the state's table lacks; the titles that stand before its labels."""
    listings, more_rows, titles = [], [], []
    with open(os.path.join(HERE, "offense_lists.txt"), encoding="utf-8") as file:
        for line, text in enumerate(file, 1):
            if text.startswith("#") or not text.strip():
                continue
            fields = [field.strip() for field in text.split("|")]
            if len(fields) == 3 and fields[0] == "title":
                titles.append((entries_of(fields[1], line)[0], fields[2]))
                continue
            if len(fields) == 6 and fields[0] == "row" and fields[2] in LEVELS:
                more_rows.append((entries_of(fields[1], line)[0].first, fields[2], fields[3]))
                continue
            if len(fields) != 6 or fields[1] not in ("yes", "maybe", "no"):
                sys.exit(f"offense_lists.txt:{line}: not 'trait | yes, no or maybe | levels | sections | source | note'")
            trait, certainty, levels, sections, source, _ = fields
            dated = re.match(r"from (\d{4})-(\d\d)-(\d\d) ", sections)
            since = int("".join(dated.groups())) if dated else None
            sections = sections[dated.end():] if dated else sections
            listings.append(Listing(trait, certainty, levels, since, entries_of(sections, line), source, line))
    return listings, more_rows, titles


def reach(entry, statute):
    """2: the entry names the statute; 1: the statute may be what the entry names; 0: neither."""
    best = 0
    for part in parts_of(statute):
        if entry.first.code != part.code:
            continue
        if entry.last:
            if entry.first.number() <= part.number() <= entry.last.number():
                best = 2
        elif "/" in entry.first.section:
            best = 2 if entry.first == statute else best
        elif entry.first.section == part.section:
            shared = min(len(entry.first.subs), len(part.subs))
            if entry.first.subs[:shared] == part.subs[:shared]:
                best = max(best, 2 if len(part.subs) >= len(entry.first.subs) else 1)
    return best


# --- the state's table --------------------------------------------------------------------------------------------


def first_day_without(day):
    """The state gives the last day of a code, but now and then the first of a month, on which it no longer held."""
    if day % 100 == 1:
        return day
    date = datetime.date(day // 10000, day // 100 % 100, day % 100) + datetime.timedelta(days=1)
    return date.year * 10000 + date.month * 100 + date.day


def relabelled(day):
    return RELABELLED[0] <= day <= RELABELLED[1]


def stretches_of(codes):
    """The stretches of time of one statute and level, the end excluded; None for what is open or of no interest."""
    spans = sorted((int(code["enact_date"]), int(code["repeal_date"])) for code in codes)
    joined = []
    for first, last in spans:
        first = 0 if relabelled(first) else first  # a new label of an old offense
        end = OPEN if last == OPEN or relabelled(last) else first_day_without(last)
        if end <= first:
            continue  # closed on the day it was opened: a code given by mistake
        joined.append([first, end])
    joined.sort()
    merged = []
    for first, end in joined:
        if merged and first <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([first, end])
    return [(None if first <= FIRST_DAY_ASKED else first, None if end == OPEN else end)
            for first, end in merged if end > FIRST_DAY_ASKED]


def read_state_table(path, counts):
    codes = collections.defaultdict(list)
    with open(path, encoding="utf-8-sig", newline="") as file:
        for code in csv.DictReader(file):
            counts["codes"] += 1
            if code["code_type"] == "ZZ":
                counts["codes that are no statute (ZZ)"] += 1
            elif code["level"] == "X":
                counts["codes that are no offense (level X)"] += 1
            elif code["level"] not in LEVELS:
                sys.exit(f"{path}: {code['section']} {code['code_type']} has the level '{code['level']}'")
            else:
                codes[statute_of(code["code_type"], code["section"]), code["level"]].append(code)
    return codes


# --- titles -------------------------------------------------------------------------------------------------------


def read_words():
    words, in_plain = {}, False
    with open(os.path.join(HERE, "offense_words.txt"), encoding="utf-8") as file:
        for text in file:
            if text.startswith("#"):
                continue
            if text.startswith("plain:"):
                in_plain, text = True, text[len("plain:"):]
            if in_plain:
                words.update((word.upper(), word) for word in text.split())
            elif "=" in text:
                short, _, long = text.partition("=")
                words[short.strip()] = long.strip()
    return words


def title_of(label, words):
    """The label in words, or nothing where one of its words is not known."""
    label = re.sub(r"/ETC?\b|\bETC/|\bETC\b", "", label.upper())
    label = label.replace("W/O ", "WITHOUT ").replace("W/I ", "WITHIN ").replace("W/", "WITH ")
    label = label.replace("F/ARM", "FIREARM").replace("C/SUB", "CONTROLLED SUBSTANCE").replace("S/CIRC", "SPECIAL CIRCUMSTANCES")
    label = re.sub(r"\b(GR|GRS|GROS) NEG(?=\b|LNCE)", "GROSS NEG", label)
    label = re.sub(r"\bF/(?=\w)", "FOR ", label)
    label = re.sub(r"\b(FR|U|C)/(?=\w)", lambda m: {"FR": "FROM ", "U": "UNDER ", "C": "CONCEALED "}[m[1]], label)
    label = re.sub(r"-\$(\d+)", r"under $\1 ", label)
    label = re.sub(r"\$(\d+)\+", r"$\1 or more ", label)
    label = re.sub(r"(?<!\w)-\s?(\d+)", r" under \1 ", label)
    label = re.sub(r"\b(\d+)\+", r" \1 or over ", label)
    said = []
    for token in re.findall(r"[A-Z&']+|\$?[\d.]+|[a-z]+|[:/,]|\S", label):
        if token in words:
            said.append(words[token])
        elif re.fullmatch(r"\$?\d+(\.\d+)?|[a-z]+", token):
            said.append(token)
        elif token in ":,":
            said.append(",")
        elif token == "/":
            said.append("or")
        else:
            return ""
    text = re.sub(r"\s+,", ",", " ".join(said)).strip(" ,")
    text = re.sub(r"(, )+", ", ", re.sub(r",(\s*,)+", ",", text))
    if re.match(r"(or|with|of)\b|.*\b(or|with|of|by|to|in|for|from|on|the)$", text) or len(text) < 4:
        return ""
    return text[0].upper() + text[1:]


def best_title(statute, codes, words, own_titles):
    named = [(len(entry.first.subs), title) for entry, title in own_titles if reach(entry, statute) == 2]
    if named:
        return max(named)[1]
    titles = [(code["repeal_date"] != str(OPEN), len(code["literal"]), title_of(code["literal"], words)) for code in codes]
    titles = sorted(title for title in titles if title[2])
    return titles[0][2] if titles else ""


# --- rows ---------------------------------------------------------------------------------------------------------


def is_wobbler(statute, codes):
    """None: it has not both levels at one time. Else whether everybody may get either."""
    felony, misdemeanor = codes.get((statute, "F")), codes.get((statute, "M"))
    if not felony or not misdemeanor:
        return None
    together = any((a[0] or 0) < (b[1] or OPEN) and (b[0] or 0) < (a[1] or OPEN)
                   for a in stretches_of(felony) for b in stretches_of(misdemeanor))
    if not together:
        return None
    return not all(PRIOR_LABEL.search(code["literal"]) or LARGE_AMOUNT.search(code["literal"]) for code in felony) \
        and not all(SMALL_AMOUNT.search(code["literal"]) for code in misdemeanor)


def traits_of(statute, level, codes, listings, day):
    certain, maybe, never = set(), set(), set()
    for listing in listings:
        if level not in listing.levels or (listing.since and day < listing.since):
            continue
        reached = max(reach(entry, statute) for entry in listing.entries)
        if reached:
            wanted = {"yes": certain, "maybe": maybe, "no": never}[listing.certainty]
            (wanted if reached == 2 or listing.certainty == "no" else maybe).add(listing.trait)
    wobbler = is_wobbler(statute, codes) if level != "I" else None
    if wobbler is None:
        maybe.discard("wobbler")
    elif wobbler and "wobbler" not in maybe:
        certain.add("wobbler")
    else:
        maybe.add("wobbler")
    if statute.code == "VC" and level == "I" and not {"minor_traffic"} & (maybe | never):
        certain.add("minor_traffic")
    if level == "F" and statute.code != "US":
        (certain if certain & {"serious", "violent"} else maybe).add("state_prison")
    if statute.code == "US":
        maybe.update({"aggravated_felony", "aggravated_felony_a_to_p"} if level != "I" else ())
    elif level == "F" or (level == "M" and (certain | maybe) & (GRAVE if wobbler is not None else GRAVE_ALONE)):
        maybe.add("aggravated_felony")
    return certain - never, maybe - certain - never


def day_text(day):
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else ""


def rows_of(codes, listings, words, titles, counts):
    rows = []
    order = {"F": 0, "M": 1, "I": 2}
    for statute, level in sorted(codes, key=lambda key: (key[0].sort_key(), order[key[1]])):
        title = best_title(statute, codes[statute, level], words, titles)
        stretches = stretches_of(codes[statute, level])
        if not stretches:
            counts["statutes and levels that ended before 2010"] += 1
        for first, end in stretches:
            cuts = sorted({listing.since for listing in listings if listing.since
                           and (first or 0) < listing.since < (end or OPEN)
                           and any(reach(entry, statute) for entry in listing.entries) and level in listing.levels})
            for start, stop in zip([first] + cuts, cuts + [end]):
                certain, maybe = traits_of(statute, level, codes, listings, start or 0)
                rows.append([str(statute), LEVELS[level], FAMILIES.get(statute.code, "other"), " ".join(sorted(certain)),
                             " ".join(sorted(maybe)), title, day_text(start), day_text(stop)])
    return rows


def written(rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return text.getvalue()


def unreached(listings, statutes):
    """What the lists name and the state's table does not have: it cannot be encoded."""
    missing = collections.defaultdict(set)
    for listing in listings:
        for entry in listing.entries:
            if not any(reach(entry, statute) for statute in statutes):
                name = str(entry.first) + (f" to {entry.last.section}" if entry.last else "")
                missing[listing.trait].add(name)
    return missing


def report(rows, codes, listings, counts):
    statutes = {statute for statute, _ in codes}
    counts["statutes"] = len({row[0] for row in rows})
    counts["rows"] = len(rows)
    for level in LEVELS.values():
        counts[f"rows, {level}"] = sum(row[1] == level for row in rows)
    counts["rows with a title"] = sum(bool(row[5]) for row in rows)
    counts["rows with a day"] = sum(bool(row[6] or row[7]) for row in rows)
    current = collections.defaultdict(set)
    for (statute, level), found in codes.items():
        if any(int(code["repeal_date"]) == OPEN for code in found):
            current[statute].add(level)
    counts["statutes with a felony code and a misdemeanor code, both open"] = \
        sum({"F", "M"} <= levels for levels in current.values())
    both = collections.defaultdict(set)
    for row in rows:
        both[row[0]].add(row[1])
    counts["statutes with a felony row and a misdemeanor row"] = \
        sum({"felony", "misdemeanor"} <= levels for levels in both.values())
    for name, count in counts.items():
        print(f"{count:7} {name}", file=sys.stderr)
    for place, column in (("traits", 3), ("maybe", 4)):
        tally = collections.Counter(trait for row in rows for trait in row[column].split())
        print(f"{place}: " + ", ".join(f"{trait} {count}" for trait, count in sorted(tally.items())), file=sys.stderr)
    for trait, names in sorted(unreached(listings, statutes).items()):
        print(f"not in the state's table, {trait}: " + ", ".join(sorted(names)), file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description="Builds California's offense table.")
    parser.add_argument("state_table", help="the state's table of charge codes, CSV")
    parser.add_argument("--compare", metavar="FILE", help="say whether FILE is what would be built")
    options = parser.parse_args()
    counts = collections.Counter()
    codes = read_state_table(options.state_table, counts)
    listings, more_rows, titles = read_lists()
    for statute, level, title in more_rows:
        if (statute, level) in codes:
            sys.exit(f"{statute}, {LEVELS[level]}: the state's table has this row")
        codes[statute, level] = [{"enact_date": "0", "repeal_date": str(OPEN), "literal": title}]
    counts["rows from elsewhere"] = len(more_rows)
    rows = rows_of(codes, listings, read_words(), titles, counts)
    report(rows, codes, listings, counts)
    if options.compare:
        with open(options.compare, encoding="utf-8", newline="") as file:
            if file.read() != written(rows):
                sys.exit(f"{options.compare} is not what is built now: run build_offenses.py again")
    else:
        sys.stdout.buffer.write(written(rows).encode("utf-8"))


if __name__ == "__main__":
    main()
