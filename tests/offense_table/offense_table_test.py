#!/usr/bin/env python3
"""California's offense table, as it is shipped: its form, and what the lists of the Penal Code demand of it. Where the
state's table of charge codes is at hand (COMITY_SHARED, or shared beside the repository) the table is built again and
must come out the same. What is expected was written down from the lists, not from the table.

Exit code 77: the shipped table is right, but the state's table is not here and nothing was built again.
"""

import collections
import csv
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CALIFORNIA = os.path.join(ROOT, "policies", "california")
TABLES = [os.path.join(CALIFORNIA, "offenses.csv"), os.path.join(ROOT, "policies", "los_angeles", "offenses.csv")]
SHARED = os.environ.get("COMITY_SHARED", os.path.join(ROOT, "..", "shared"))
LADDER = ["felony", "misdemeanor", "infraction"]

# Penal Code 667.5(c), number by number. "?" after a section: only if something was proved; "-": the state codes no such
# offense, with the reason.
VIOLENT = {
    1: "187 187(a) 192(a)", 2: "203", 3: "261(a)(2) 261(a)(6) 262(a)(1) 262(a)(4)",
    4: "286(c)(1) 286(c)(2)(A) 286(d)(1)", 5: "288a(c)(1) 288a(d)(1) 287(c)(1) 287(d)(2)", 6: "288(a) 288(b)(1)",
    7: "209(a) 209(b)(1)", 8: "245(a)(1)? 243(d)?", 9: "211 212.5(a)", 10: "451(a) 451(b)", 11: "289(a)(1)(A) 289(a)(2) 289(j)",
    12: "-", 13: "18745 18750 18755(a)", 14: "207(a) 209(b)(1) 209.5(a)", 15: "220 220(a)(1)", 16: "288.5(a)",
    17: "215 215(a)", 18: "264.1 264.1(a)", 19: "518?", 20: "136.1(a)(1)? 136.1(c)(1)?", 21: "459? 460(a)?", 22: "-",
    23: "11418(b)(1) 11418(b)(2)", 24: "-",
}
# Penal Code 1192.7(c).
SERIOUS = {
    1: "187(a) 192(a)", 2: "203", 3: "261(a)(1) 261(a)(2) 261(a)(7)", 4: "286(c)(1) 286(d)(1)", 5: "288a(c)(1) 287(d)(2)",
    6: "288(a)", 7: "209(a)", 8: "243(d)? 273.5(a)?", 9: "-", 10: "220?", 11: "245(c) 245(d)(1)", 12: "4500", 13: "4501 4501(a)",
    14: "451 451(a) 451(d)", 15: "18740", 16: "18750", 17: "18745", 18: "460(a) 459?", 19: "211", 20: "207(a) 209(a)", 21: "4503",
    22: "-", 23: "417(c)?", 24: "-", 25: "289(a)(1)(A)", 26: "487(d)(2)", 27: "215(a)", 28: "186.22(a) 186.22(b)(1)",
    29: "220(a)(1)?", 30: "244?", 31: "245(a)(1) 245(a)(2) 245(a)(3) 245(a)(4)?", 32: "245.2 245.3 245.5(a)", 33: "246", 34: "264.1",
    35: "288.5(a)", 36: "26100(c) 26100(d)", 37: "136.1(a)(1) 136.1(b)(1)", 38: "422 422(a)", 39: "-", 40: "-",
    41: "11418(a)(1) 11418(b)(1)", 42: "182(a)(1)?", 43: "236.1(c)",
}
NOT_CODED = {
    ("violent", 12): "attempts have no codes of their own (664)", ("violent", 22): "12022.53 is an enhancement",
    ("violent", 24): "236.1(d), (e) have no codes", ("serious", 9): "attempts have no codes of their own (664)",
    ("serious", 22): "attempts", ("serious", 24): "Health and Safety Code, tested apart", ("serious", 39): "attempts",
    ("serious", 40): "12022.53 is an enhancement",
}
# Involuntary manslaughter is on neither list; theft, drugs and drunk driving without injury are not either.
NEITHER = ["PC 192(b)", "PC 487(a)", "PC 496(a)", "HS 11378", "HS 11350(a)", "VC 10851(a)", "VC 23152(a)", "PC 470(a)"]

failures = []


def demand(truth, what):
    if not truth:
        failures.append(what)


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    text = data.decode("utf-8")
    demand(b"\r" not in data and data.endswith(b"\n"), f"{path}: lines end in LF")
    demand(not re.search(r"[^\x20-\x7e\n]", text), f"{path}: an odd character")
    return list(csv.DictReader(text.splitlines()))


def check_form(path, rows, traits):
    spans = collections.defaultdict(list)
    for row in rows:
        name = f"{row['statute']}, {row['level']}"
        demand(re.fullmatch(r"[A-Z]+ [0-9][0-9a-z. ]*(\([0-9a-z]+\))*(/[0-9a-z.]+(\([0-9a-z]+\))*)?", row["statute"]),
               f"{name}: how it is spelt")
        demand(row["level"] in LADDER, f"{name}: the level")
        demand(row["family"] in ("penal", "vehicle", "municipal", "federal", "other"), f"{name}: the family")
        for column in ("traits", "maybe"):
            demand(row[column].split() == sorted(set(row[column].split())), f"{name}: {column} in order, each once")
            demand(set(row[column].split()) <= traits, f"{name}: {column} has what the vocabulary does not")
        demand(not set(row["traits"].split()) & set(row["maybe"].split()), f"{name}: a trait both certain and not")
        demand(row["level"] == "felony" or not {"serious", "violent", "state_prison"} & set((row["traits"] + " " + row["maybe"]).split()),
               f"{name}: serious, violent or state_prison, and no felony")
        span = (row["from"] or "0000", row["until"] or "9999")
        demand(span[0] < span[1], f"{name}: its days")
        for other in spans[name]:
            demand(span[1] <= other[0] or other[1] <= span[0], f"{name}: two rows on one day")
        spans[name].append(span)
    print(f"{path}: {len(rows)} rows, {len({row['statute'] for row in rows})} statutes")


def check_list(rows, trait, numbers):
    """Each section has the trait on its felony row: in `traits`, with "?" in `maybe`; and never on another row."""
    felonies = collections.defaultdict(list)
    for row in rows:
        if row["level"] == "felony":
            felonies[row["statute"]].append(row)
    sections = 0
    for number, text in numbers.items():
        if text == "-":
            demand((trait, number) in NOT_CODED, f"{trait} ({number}): no section and no reason")
            print(f"{trait} ({number}): not in the table, {NOT_CODED[trait, number]}")
            continue
        for section in text.split():
            column = "maybe" if section.endswith("?") else "traits"
            statute = "PC " + section.rstrip("?").lower()
            sections += 1
            demand(statute in felonies, f"{trait} ({number}): {statute} has no felony row")
            demand(any(trait in row[column].split() for row in felonies[statute]), f"{trait} ({number}): {statute}, {column}")
    print(f"{trait}: {len(numbers)} numbers, {sections} sections")


def check_traits(rows):
    by_row = collections.defaultdict(list)
    for row in rows:
        by_row[row["statute"], row["level"]].append(row)
    for statute in NEITHER:
        for row in by_row[statute, "felony"]:
            demand(not {"serious", "violent"} & set((row["traits"] + " " + row["maybe"]).split()), f"{statute} is on neither list")
    for statute in ("HS 11353(a)", "HS 11380(a)"):
        demand("serious" in by_row[statute, "felony"][0]["maybe"], f"{statute}: to a minor")
    for statute, level, trait in (
            ("VC 12500(a)", "misdemeanor", "unlicensed_driving"), ("LAMC 41.27(c)", "misdemeanor", "public_drinking"),
            ("LAMC 42.00(b)", "misdemeanor", "street_vending"), ("PC 370", "misdemeanor", "public_nuisance"),
            ("VC 23152(a)", "misdemeanor", "dui"), ("VC 20001(a)", "felony", "hit_and_run"), ("PC 459", "felony", "burglary"),
            ("PC 273.5(a)", "misdemeanor", "domestic_violence"), ("HS 11377(a)", "misdemeanor", "drug_possession"),
            ("HS 11378", "felony", "drug_distribution"), ("PC 459.5(a)", "misdemeanor", "prop_47"), ("PC 245(a)(2)", "felony", "weapon"),
            ("VC 22350", "infraction", "minor_traffic"), ("US 8 1325", "felony", "illegal_entry")):
        demand(any(trait in row["traits"].split() for row in by_row[statute, level]), f"{statute}, {level}: {trait}")
    misdemeanor_possession = by_row["HS 11350(a)", "misdemeanor"]
    demand([row["from"] for row in misdemeanor_possession] == ["2014-11-05"], "HS 11350(a): a misdemeanor since Proposition 47")
    demand([row["until"] for row in by_row["LAMC 42.00(b)", "misdemeanor"]] == ["2017-02-15"], "LAMC 42.00(b): until 2017")
    demand({row["until"] for row in by_row["PC 12020(a)", "felony"]} == {"2012-01-01"}, "PC 12020(a): renumbered in 2012")


def check_listed(rows, facts):
    """The sections of Gov. Code 7282.5(a)(3), with the levels that another copy of the state's codes has for them."""
    with open(facts, encoding="utf-8") as file:
        text = file.read().split("## 3.")[1].split("Categories without")[0]
    limited = {"26100", "245.6", "286", "261", "262", "288a", "289"}  # only some subdivisions are named
    found = other = 0
    for section, levels in re.findall(r"\b(\d[\w.]*)=([FM?]+)", text):
        if levels == "?":
            continue
        named = [row for row in rows if re.fullmatch(r"PC " + re.escape(section.lower()) + r"(\(.*)?", row["statute"])]
        demand(named, f"7282.5(a)(3): PC {section} has no row")
        if section not in limited:
            for row in named:
                demand(row["level"] == "infraction" or "listed_7282_5" in row["traits"].split() or section in ("23152",),
                       f"7282.5(a)(3): {row['statute']}, {row['level']}")
        have = "".join(letter for letter, level in (("F", "felony"), ("M", "misdemeanor"))
                       if any(row["level"] == level for row in named))
        found += 1
        if have != levels:
            other += 1
            print(f"7282.5(a)(3): PC {section} is {have} in the table, {levels} in the other copy")
    print(f"7282.5(a)(3): {found} sections, {found - other} with the levels of the other copy")


def main():
    with open(os.path.join(ROOT, "policies", "vocabulary.comity"), encoding="utf-8") as file:
        text = file.read()
    for folder in sorted(os.listdir(os.path.join(ROOT, "policies"))):
        path = os.path.join(ROOT, "policies", folder, "vocabulary.comity")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                text += file.read()
    traits = set()
    for names in re.findall(r"^choice offense_trait (?:adds )?((?:\w+,?\s+)*?\w+)(?=\n\s*\n|\n\w|\n#|\Z)", text, re.M):
        traits.update(re.findall(r"\w+", names))
    tables = {path: read(path) for path in TABLES}
    for path, rows in tables.items():
        check_form(path, rows, traits)
    rows = [row for table in tables.values() for row in table]
    keys = [(row["statute"], row["level"], row["from"]) for row in rows]
    demand(len(keys) == len(set(keys)), "one statute and level stands in two tables")
    check_list(rows, "violent", VIOLENT)
    check_list(rows, "serious", SERIOUS)
    check_traits(rows)
    levels = collections.defaultdict(set)
    for row in rows:
        levels[row["statute"]].add(row["level"])
    print(f"{sum({'felony', 'misdemeanor'} <= found for found in levels.values())} statutes with a felony and a misdemeanor row")

    state_table = os.path.join(SHARED, "data", "codes", "ca_doj_offense_codes.csv")
    rebuilt = os.path.exists(state_table)
    if rebuilt:
        check_listed(rows, os.path.join(SHARED, "facts", "offenses.md"))
        built = subprocess.run([sys.executable, os.path.join(CALIFORNIA, "build_offenses.py"), state_table, "--compare", TABLES[0]],
                               stderr=subprocess.PIPE, text=True)
        print(built.stderr, end="")
        demand(built.returncode == 0, "the shipped table is not what is built now")
        demand("    616 statutes with a felony code and a misdemeanor code, both open\n" in built.stderr, "616 wobblers")
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"{len(failures)} failures")
    if failures:
        sys.exit(1)
    if not rebuilt:
        print("skipped: no " + state_table + "; set COMITY_SHARED to the folder that holds data/codes to build the table again")
        sys.exit(77)


if __name__ == "__main__":
    main()
