#!/usr/bin/env python3
"""Holds what `comity lint --format sarif` writes to the published schema of SARIF 2.1.0.

  validate.py PROGRAM

The schema is fetched when the test runs, from the npm package @microsoft/jest-sarif, and is not kept. Exit code 77 (the
test is skipped): it could not be fetched, or npm or python3-jsonschema is not there.
"""
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile

PACKAGE = "@microsoft/jest-sarif"
SCHEMA = "package/lib/schemas/sarif-2.1.0-rtm.5.json"


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


try:
    import jsonschema
except ImportError:
    skip("python3-jsonschema is not installed")


def schema(folder):
    if shutil.which("npm") is None:
        skip("npm is not installed, so the schema cannot be fetched")
    try:
        done = subprocess.run(["npm", "pack", PACKAGE], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        skip("npm did not fetch the schema within two minutes")
    packed = [name for name in os.listdir(folder) if name.endswith(".tgz")]
    if not packed:
        skip(f"npm could not fetch {PACKAGE} (offline?): {done.stderr.strip()[-200:]}")
    with tarfile.open(os.path.join(folder, packed[0])) as package:
        return json.load(package.extractfile(SCHEMA))


BROKEN = "policy half \"Half a policy\"\n  status enacted\n  rule r\n    when agee < 18 years\n"
FINDING = """policy twice "One rule, twice"
  authority california
  status    proposed
  source    "A draft"

  rule young
    decline hold
    when age < 18

  rule younger
    decline hold
    when age < 17
"""


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        published = schema(folder)
        validator = jsonschema.validators.validator_for(published)(published, format_checker=jsonschema.FormatChecker())
        drafts = os.path.join(folder, "a draft, 100 %")
        os.mkdir(drafts)
        for name, text in (("broken.comity", BROKEN), ("finding.comity", FINDING)):
            with open(os.path.join(drafts, name), "w", encoding="utf-8") as file:
                file.write(text)
        results = 0
        for what in ([], ["policies"], [os.path.join(drafts, "broken.comity")], [os.path.join(drafts, "finding.comity")]):
            run = subprocess.run([program, "lint", *what, "--format", "sarif"], capture_output=True, text=True, check=False)
            assert run.returncode in (0, 1), run.stderr
            document = json.loads(run.stdout)
            errors = [f"{list(error.absolute_path)}: {error.message[:300]}" for error in validator.iter_errors(document)]
            assert not errors, f"lint {what}: " + "\n".join(errors)
            found = document["runs"][0]["results"]
            assert found or not any(drafts in path for path in what), f"lint {what} found nothing"
            results += len(found)
        print(f"4 documents with {results} results satisfy the published schema")


main()
