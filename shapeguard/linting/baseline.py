"""A baseline: the findings that a team lives with for now, so that only new ones count.

An entry is known again by file, code, function and the code pointed to, never by its line, so it moves with the code,
also into another file where its own is gone; equal entries are counted. What is mended leaves the baseline by itself at
the next run that looks for it in its file.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from shapeguard.linting.atomic_writing import write_atomically
from shapeguard.linting.finding import Finding
from shapeguard.linting.settings import ConfigError
from shapeguard.linting.source import is_irregular

Key: TypeAlias = tuple[str, str, str, str]
MOST_ALIKE = 1_000_000
"""Equal findings in one function that are believed."""
FIELDS = ("path", "code", "function", "snippet")


class Baseline:
    """The findings accepted so far, relative to the folder of the baseline's file."""

    def __init__(self, file: Path, accepted: Counter[Key]) -> None:
        self._file = file
        self._accepted = accepted
        self.moved = 0

    @staticmethod
    def load(file: Path) -> Baseline:
        """Read a baseline.

        Raises
        ------
        ConfigError
            If the file is not there or is no baseline.
        """
        if is_irregular(file):
            raise ConfigError(f"{file}: the baseline cannot be read: it is no regular file.")
        try:
            entries = json.loads(file.read_text("utf-8"))["findings"]
            counts = {_key_of(entry): _count_of(entry) for entry in entries}
        except FileNotFoundError:
            raise ConfigError(f"{file}: there is no such baseline; write it with --write-baseline.") from None
        except OSError as error:
            raise ConfigError(f"{file}: the baseline cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError as error:
            raise ConfigError(f"{file}: the baseline cannot be read: {error}.") from None
        except RecursionError:
            raise ConfigError(f"{file}: this is no baseline of shapeguard: it is nested too deeply.") from None
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(f"{file}: this is no baseline of shapeguard: {error}.") from None
        return Baseline(file, Counter(counts))

    @staticmethod
    def empty(file: Path) -> Baseline:
        """The baseline that accepts nothing yet."""
        return Baseline(file, Counter())

    def accept(self, findings: Iterable[Finding]) -> None:
        """Accept these findings besides those accepted before."""
        self._accepted |= Counter(map(self._key, findings))

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that it does not accept."""
        left = self._accepted.copy()
        fresh = []
        for finding in findings:
            key = self._key(finding)
            if left[key] > 0:
                left[key] -= 1
            else:
                fresh.append(finding)
        return fresh

    def follow(self, findings: Iterable[Finding]) -> None:
        """Take what was accepted in files that are gone for accepted where the same code stands now."""
        homeless: dict[tuple[str, ...], list[Key]] = {}
        for key in self._accepted.elements():
            if is_gone(self._file.parent / key[0]):
                homeless.setdefault(key[1:], []).append(key)
        for finding in self.new(findings) if homeless else ():
            key = self._key(finding)
            if homeless.get(key[1:]):
                self._accepted[homeless[key[1:]].pop()] -= 1
                self._accepted[key] += 1
                self.moved += 1
        self._accepted = +self._accepted

    def shrink(self, findings: Iterable[Finding], was_sought: Callable[[Path, str], bool]) -> int:
        """Forget what is mended, and what stood in files that are gone.

        Parameters
        ----------
        findings
            What there is now.
        was_sought
            Whether a code was looked for in a file, so that it is gone if it was not found.

        Returns
        -------
        int
            How many findings it forgot.
        """
        found = Counter(map(self._key, findings))
        before = self._accepted.total()
        for key in list(self._accepted):
            if was_sought(self._file.parent / key[0], key[1]):
                self._accepted[key] = min(self._accepted[key], found[key])
        self._accepted = +self._accepted
        return before - self._accepted.total()

    def save(self) -> None:
        """Write it, one entry a line, so that it merges well.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        entries = [
            json.dumps({**dict(zip(FIELDS, key, strict=True)), "count": count}, ensure_ascii=False)
            for key, count in sorted(self._accepted.items())
        ]
        text = '{"version": 1, "findings": [\n' + ",\n".join(entries) + "\n]}\n"
        write_atomically(self._file, text.encode("utf-8", "backslashreplace"))  # a name may have bytes that are no text

    def _key(self, finding: Finding) -> Key:
        return self._relative(finding.filename), finding.code, finding.function, finding.snippet

    def _relative(self, path: str) -> str:
        return os.path.relpath(path, self._file.parent).replace(os.sep, "/")


def _key_of(entry: Mapping[str, Any]) -> Key:
    path, code, function, snippet = (str(entry[name]) for name in FIELDS)
    if "\0" in path:
        raise ValueError(f"{path!r} is no name of a file")
    return path, code, function, snippet


def _count_of(entry: Mapping[str, Any]) -> int:
    count = entry["count"]
    if not isinstance(count, int) or not 0 < count <= MOST_ALIKE:
        raise ValueError(f"{count!r} is no number of findings")
    return count


def is_gone(path: Path) -> bool:
    """Whether there is no such file; of one in a folder that cannot be read nobody knows."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
