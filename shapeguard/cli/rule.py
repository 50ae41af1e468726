"""``shapeguard rule CODE``: the page of a rule."""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from shapeguard.linting.packs import PackError, RuleTable, load_table
from shapeguard.linting.pages import page_of


def run(words: list[str]) -> int:
    """Print the page of every rule that is named, or with ``--all`` one line for each rule there is."""
    parser = ArgumentParser("shapeguard rule", description="Explain a rule.")
    parser.add_argument("rules", nargs="*", metavar="RULE", help="code (SG201) or name (two-way-broadcast)")
    parser.add_argument("--all", action="store_true", help="list every rule")
    parser.add_argument("--output", metavar="FOLDER", help="with --all, write the pages of all rules to a folder")
    options = parser.parse_args(words)
    if bool(options.rules) == options.all:
        parser.error("name a rule, or ask for --all")
    if options.output and not options.all:
        parser.error("--output goes with --all")
    try:
        table = load_table()
        codes = sorted(code for code, _ in table.known) if options.all else _codes(options.rules, table)
        if options.output:
            from pathlib import Path

            from shapeguard.linting.rule_docs import write_rule_pages

            write_rule_pages(Path(options.output), table)
        elif options.all:
            names = dict(table.known)
            sys.stdout.writelines(f"{code}  {names[code]}\n" for code in codes)
        else:
            print("\n".join(page_of(code, table) for code in codes), end="")
    except PackError as error:
        print(f"shapeguard: {error}", file=sys.stderr)
        return 2
    return 0


def _codes(words: list[str], table: RuleTable) -> list[str]:
    by_word = {code: code for code, _ in table.known} | {name: code for code, name in table.known}
    for word in words:
        if word not in by_word and word.upper() not in by_word:
            from difflib import get_close_matches

            near = get_close_matches(word, by_word, n=1)
            hint = f" Did you mean {near[0]}?" if near else " `shapeguard rule --all` lists them."
            raise PackError(f"There is no rule {word!r}.{hint}")
    return [by_word.get(word) or by_word[word.upper()] for word in words]
