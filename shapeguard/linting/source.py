"""Reading a source file as Python does, and remembering what is needed to write it back unchanged."""

from __future__ import annotations

import codecs
import io
import os
import warnings
from dataclasses import dataclass
from pathlib import Path

try:
    from _blake2 import blake2b  # what hashlib has, which loads all of OpenSSL with it
except ImportError:
    from hashlib import blake2b

BOM = codecs.BOM_UTF8


class Undecodable(Exception):
    """The bytes are not text in the encoding that the file declares (UTF-8 where it declares none)."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded file. Line endings are those of the file."""

    text: str
    encoding: str = "utf-8"
    bom: bool = False

    def encode(self, text: str) -> bytes:
        """The bytes of another text in this file's encoding."""
        return (BOM if self.bom else b"") + text.encode(self.encoding)


def is_irregular(path: Path) -> bool:
    """Whether a pipe or a device stands there, which may be waited for without end."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def decode(content: bytes) -> SourceText:
    """Decode a source by its byte order mark or coding line (PEP 263).

    Raises
    ------
    Undecodable
        With a full sentence that says which byte or which encoding is at fault.
    """
    bom = content.startswith(BOM)
    encoding = _declared_encoding(content)
    try:
        return SourceText(content[len(BOM) * bom :].decode(encoding), encoding, bom)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise Undecodable(
            f"byte {content[len(BOM) * bom :][error.start]:#04x} in line {row} is not {encoding}; "
            "save the file as UTF-8 or declare its encoding in a coding comment"
        ) from None
    except (LookupError, UnicodeError):  # ``rot13`` and ``undefined`` are codecs, but no encodings of text
        raise Undecodable(
            f"{encoding} is no encoding of text; save the file as UTF-8 and take the coding comment out"
        ) from None


def leave_out_warnings_of_sources() -> None:
    """Keep Python's compiler from warning of the sources that are read, as of unknown escapes; their own runs do."""
    for category in (SyntaxWarning, DeprecationWarning):
        warnings.simplefilter("ignore", category)


def digest_of(content: bytes) -> str:
    """What tells this content from any other."""
    return blake2b(content, digest_size=16).hexdigest()


def _declared_encoding(content: bytes) -> str:
    if b"coding" not in b"".join(content.split(b"\n", 2)[:2]):
        return "utf-8"
    import tokenize

    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    except SyntaxError as error:
        raise Undecodable(f"{error.msg}; Python knows no such encoding or it contradicts the byte order mark") from None
    return "utf-8" if encoding == "utf-8-sig" else encoding
