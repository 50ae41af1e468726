"""Writing a file so that a kill at any moment leaves the old content or the new, never something between."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the content of a file; its permissions stay, and a link stays a link.

    Raises
    ------
    OSError
        If the folder or the file cannot be written; the file is as it was then.
    """
    try:
        _replace(Path(os.path.realpath(path)), content)
    except OSError as error:  # it may name the temporary file, which nobody asked for
        raise OSError(error.errno, error.strerror, str(path)) from None


def _replace(target: Path, content: bytes) -> None:
    status = target.stat() if target.exists() else None
    if status is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if status is not None and not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "It is no regular file")
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if status is not None:
            os.chmod(name, status.st_mode & 0o7777)
            with suppress(OSError, AttributeError):  # only root may give a file to another user
                os.chown(name, status.st_uid, status.st_gid)
        else:
            os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
