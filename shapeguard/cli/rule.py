"""``shapeguard rule CODE``: the page of a rule."""

from __future__ import annotations

from argparse import ArgumentParser

from shapeguard.cli.complaints import complain
from shapeguard.linting.packs import PackError, RuleTable, load_table
from shapeguard.linting.pages import page_of


def run(words: list[str]) -> int:
    """Print the page of every rule that is named; one line a rule for a beginning of codes and for ``--all``."""
    parser = ArgumentParser("shapeguard rule", description="Explain a rule.")
    parser.add_argument(
        "rules", nargs="*", metavar="RULE", help="code (SG201), its beginning (SG2) or name (two-way-broadcast)"
    )
    parser.add_argument("--all", action="store_true", help="list every rule")
    parser.add_argument("--output", metavar="FOLDER", help="with --all, write the pages of all rules to a folder")
    options = parser.parse_args(words)
    if bool(options.rules) == options.all:
        parser.error("name a rule, or ask for --all")
    if options.output and not options.all:
        parser.error("--output goes with --all")
    try:
        table = load_table()
        if options.output:
            from pathlib import Path

            from shapeguard.linting.rule_docs import write_rule_pages

            write_rule_pages(Path(options.output), table)
        elif options.all:
            print(_listed([code for code, _ in table.known], table), end="")
        else:
            print("\n".join(_told(word, table) for word in options.rules), end="")
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{error.filename or options.output}: cannot be written: {error.strerror}.")
        return 2
    except PackError as error:
        complain(error)
        return 2
    return 0


def _told(word: str, table: RuleTable) -> str:
    """The page of a rule, or for a beginning of codes the list of all that it selects."""
    by_word = {code: code for code, _ in table.known} | {name: code for code, name in table.known}
    code = by_word.get(word) or by_word.get(word.upper())
    if code is not None:
        return page_of(code, table)
    begun = [code for code, _ in table.known if word and code.startswith(word.upper())]
    if begun:
        return _listed(begun, table)
    from difflib import get_close_matches

    near = get_close_matches(word, by_word, n=1)
    hint = f" Did you mean {near[0]}?" if near else " `shapeguard rule --all` lists them."
    raise PackError(f"There is no rule {word!r}.{hint}")


def _listed(codes: list[str], table: RuleTable) -> str:
    names = dict(table.known)
    return "".join(f"{code}  {names[code]}\n" for code in sorted(codes))
