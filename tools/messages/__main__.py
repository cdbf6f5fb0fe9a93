"""`python -m tools.messages`: gather the messages of the code into the catalogues and compile them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from . import batches, catalogue, checks
from .extract import Key, Phrase, phrases


def main() -> int:
    """Do what the command line asks; 0 if all is well."""
    asked = _arguments().parse_args()
    # Django's reader of templates asks the settings for nothing but this.
    settings.configure(USE_I18N=True)
    found, faults = phrases(catalogue.PACKAGE)
    print(*faults, sep="\n", file=sys.stderr, end="\n" if faults else "")
    if faults and not (asked.missing or asked.fill):
        return 1  # what cannot be read would look as if it were gone from the code
    try:
        return _do(asked, found)
    except batches.Refused as fault:
        print(fault, file=sys.stderr)
        return 1


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--check", action="store_true", help="change nothing; 1 if anything is missing or wrong"
    )
    what.add_argument(
        "--missing", metavar="LANG", choices=catalogue.LOCALES, help="print what is untranslated"
    )
    what.add_argument("--fill", nargs=2, metavar=("LANG", "FILE"), help="take translations from JSON lines")
    parser.add_argument("--limit", type=int, help="with --missing: at most so many")
    return parser


def _do(asked: argparse.Namespace, found: Mapping[Key, Phrase]) -> int:
    if asked.check:
        return _check(found)
    if asked.missing:
        print(*batches.untranslated(found, asked.missing, asked.limit), sep="\n")
        return 0
    if asked.fill:
        return _fill(found, *asked.fill)
    for locale in catalogue.LOCALES:
        merged = catalogue.merge(catalogue.read(locale), found.values())
        catalogue.write(merged)
        left = len(checks.missing(found, catalogue.messages(merged)))
        print(f"{locale}: {len(found)} messages, {left} without a translation")
    return 0


def _check(found: Mapping[Key, Phrase]) -> int:
    faults = [f"{locale}: {fault}" for locale in catalogue.LOCALES for fault in checks.check(found, locale)]
    print(*faults, sep="\n")
    return 1 if faults else 0


def _fill(found: Mapping[Key, Phrase], locale: str, file: str) -> int:
    if locale not in catalogue.LOCALES:
        raise batches.Refused(f"there is no catalogue {locale!r}; there are {', '.join(catalogue.LOCALES)}")
    taken = batches.fill(found, locale, Path(file).read_text().splitlines())
    print(f"{locale}: {taken} translations taken")
    return 0


if __name__ == "__main__":
    sys.exit(main())
