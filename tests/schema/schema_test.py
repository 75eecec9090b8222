"""Holds `comity schema` against an independent validator and against the record reader.

  schema_test.py COMITY ROOT

Every record of the examples and of the conformance cases must be valid. Then records are made, valid ones and
spoilt ones, and the schema and the reader must take the same ones: each fact of the vocabulary with each of a list
of values; and sampled records with one or two things changed anywhere. What a schema cannot say is excepted and
counted: a condition of `always`, and a day or a time that the calendar does not have. Numbers are read as decimals,
as a reader that is exact to the cent must; no key stands twice, which JSON readers hide from validators.
Ends with 77, which ctest counts as skipped, where python3-jsonschema is not installed.
"""
import collections
import decimal
import json
import os
import pathlib
import random
import re
import subprocess
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("python3-jsonschema is not installed: the schema is not tested")
    sys.exit(77)

comity, root = sys.argv[1], pathlib.Path(sys.argv[2])
shared = pathlib.Path(os.environ["COMITY_SHARED"]) if "COMITY_SHARED" in os.environ else root.parent / "shared"
excepted_codes = {"broken-constraint", "no-such-date"}
failures = 0


def fail(words):
    global failures
    failures += 1
    if failures <= 20:
        print(words)


def run(*arguments, text=""):
    return subprocess.run([comity, *arguments], cwd=root, input=text, capture_output=True, text=True, encoding="utf-8")


def parsed(text):
    return json.loads(text, parse_float=decimal.Decimal)


def schema_of(*arguments):
    ran = run("schema", *arguments)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == run("schema", *arguments).stdout, "two runs write different schemas"
    schema = parsed(ran.stdout)
    Draft202012Validator.check_schema(json.loads(ran.stdout))
    return schema


def first_error(validator, record):
    return next(iter(validator.iter_errors(record)), None)


def validate_lines(validator, path, record_of=lambda line: line, most=None):
    count = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if most is not None and number > most:
            break
        error = first_error(validator, record_of(parsed(line)))
        if error is not None:
            fail(f"{path}:{number}: {error.message}")
        count += 1
    return count


# ---- records that are there

schema = schema_of()
validator = Draft202012Validator(schema)
shipped = sum(validate_lines(validator, path) for path in sorted((root / "examples").rglob("*.jsonl")))
assert shipped > 0
cases = 0
for library, file in (("rules.comity", "cases.jsonl"), ("stack.comity", "stack_cases.jsonl")):
    folder = root / "tests/conformance"
    of_cases = Draft202012Validator(schema_of("--library", str(folder / library)))
    cases += validate_lines(of_cases, folder / file, lambda line: line["record"])
public = sum(validate_lines(validator, path, most=2000) for path in sorted((shared / "data/records").glob("*.jsonl")))
sampled = run("sample", "2000", "--seed", "11").stdout.splitlines()
for line in sampled:
    error = first_error(validator, parsed(line))
    if error is not None:
        fail(f"sampled: {error.message}: {line}")
print(f"valid: {shipped} records of the examples, {cases} conformance cases, {public} made of public data, {len(sampled)} sampled")

# ---- the same records are taken by both

junk = [
    "null", "true", "false", "0", "1", "-1", "-0.0", "7", "120", "121", "34.0", "34.5", "1e2", "19.99", "0.07", "5000", "5000.505",
    "9999999999999.99", "10000000000000", "9223372036854775807", "9223372036854775808", "1e400", '""', '"none"', '"None"', '"unknown"',
    '"x"', '"true"', '"34"', '"felony"', '"Felony"', '"felony "', '"i_247"', '"county_jail"', '"administrative"', '"theft"', '"penal"',
    '"2013-01-01"', '"2013-1-1"', '"2013-01-01\\n"', '"0000-01-01"', '"0001-01-01"', '"9999-12-31"', '"2013-13-01"', '"2013-00-10"',
    '"2013-02-31"', '"2012-02-29"', '"2013-01-32"', '"01/01/2013"', '"2013-01-01T17:00"', '"2013-01-01T17:00Z"', '"2013-01-01T17:00-08:00"',
    '"2013-01-01T17:00+15:00"', '"2013-01-01T17:00+14:59"', '"2013-01-01T24:00"', '"2013-01-01T17:00:00"', '"2013-01-01 17:00"', '"2013-01-01T17:60"',
    '"2013-01-01T17:00\\n"', '"\u0662013-01-01"', "[]", "[null]", "[1]", '["theft"]', '["theft", "theft"]', '["theft", "thefft"]', "[{}]",
    '[{"level": "felony"}]', '[{"levl": "felony"}]', "[[]]", "{}", '{"x": 1}', '{"form": null}', '"\\u0000"', '"𝄞"',
]


def resolved(part):
    while "$ref" in part:
        part = schema["$defs"][part["$ref"].rsplit("/", 1)[1]]
    return part


def objects_of(part):
    """The objects that a value may be, itself or as an element."""
    part = resolved(part)
    if "properties" in part:
        yield part
    for other in part.get("anyOf", []):
        yield from objects_of(other)


def enums_of(part):
    part = resolved(part)
    yield from part.get("enum", [])
    for other in part.get("anyOf", []) + ([part["items"]] if "items" in part else []):
        yield from enums_of(other)


def every_fact(part, wrap):
    """Texts of records with one fact each: every fact with every value of the list, and its own values."""
    for name, fact in part["properties"].items():
        own = [json.dumps(value) for value in enums_of(fact)]
        for value in junk + own + [f"[{value}]" for value in own]:
            yield wrap(f'"{name}": {value}')
        for held in objects_of(fact):
            yield from every_fact(held, lambda inner, name=name, wrap=wrap: wrap(f'"{name}": {{{inner}}}'))
        if "items" in fact:
            for held in objects_of(fact["items"]):
                yield from every_fact(held, lambda inner, name=name, wrap=wrap: wrap(f'"{name}": [{{{inner}}}]'))


def spoilt(line, draws):
    """A record with one or two things changed, anywhere in it."""
    record = parsed(line)
    for _ in range(draws.choice((1, 1, 2))):
        places = []

        def walk(value):
            keys = list(value) if isinstance(value, dict) else range(len(value))
            for key in keys:
                places.append((value, key))
                if isinstance(value[key], (dict, list)):
                    walk(value[key])

        walk(record)
        value, key = draws.choice(places)
        change = draws.randrange(5)
        if change == 0:
            del value[key]
        elif change == 1 and isinstance(value, dict):  # one letter of the key
            at = draws.randrange(len(key))
            value[key[:at] + draws.choice("abeiors_") + key[at + 1:]] = value.pop(key)
        elif change == 2 and isinstance(value[key], str) and value[key]:  # one letter of the value
            at = draws.randrange(len(value[key]))
            value[key] = value[key][:at] + draws.choice("0123456789aeT-") + value[key][at + 1:]
        elif change == 3:
            value[key] = [value[key]]
        else:
            value[key] = json.loads(draws.choice(junk), parse_float=lambda text: Written(text))
        if not record:
            break
    return written(record)


class Written(float):
    """A number with decimals that is written as it was."""

    def __new__(cls, text):
        made = super().__new__(cls, text)
        made.text = text
        return made


def written(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, Written):
        return value.text
    return str(value) if isinstance(value, decimal.Decimal) else json.dumps(value)


draws = random.Random(7)
lines = [*every_fact(schema, lambda inner: '{"id": "1", ' + inner + "}" if not inner.startswith('"id"') else "{" + inner + "}")]
systematic = len(lines)
lines += [spoilt(draws.choice(sampled), draws) for _ in range(20000)]
ran = run("eval", "-", "--policy", "secure_communities", "--decision", "notify", "--format", "jsonl", text="\n".join(lines) + "\n")
assert ran.returncode == 1, ran.stderr[:1000]
refused = collections.defaultdict(set)
for problem in ran.stderr.splitlines():
    found = re.match(r"standard input:(\d+): error\[([a-z-]+)\]", problem)
    if found:
        refused[int(found[1])].add(found[2])
assert ran.stdout.count("\n") == len(lines) - len(refused), "the reader lost a record"

both_take = both_refuse = excepted = 0
for number, line in enumerate(lines, 1):
    if refused[number] and refused[number] <= excepted_codes:
        excepted += 1
        continue
    error = first_error(validator, parsed(line))
    if (error is None) != (not refused[number]):
        fail(f"the reader {'refuses' if refused[number] else 'takes'} this, the schema does not ({sorted(refused[number])}, {error and error.message}): {line[:300]}")
    both_take += error is None
    both_refuse += error is not None
print(f"schema and reader: {systematic} records of one fact and {len(lines) - systematic} changed ones: "
      f"{both_take} taken by both, {both_refuse} refused by both, {excepted} excepted, {failures} failures")
assert both_take > 1000 and both_refuse > 1000
sys.exit(1 if failures else 0)
