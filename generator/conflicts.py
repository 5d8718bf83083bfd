"""Files that Git could not merge: both sides of them."""

import re

_MARK = re.compile(rb"^(?:<{7}|\|{7}|>{7}) |^={7}$")
_OURS, _THEIRS = b"<", b"="


def is_unmerged(data: bytes) -> bool:
    """Tell whether Git left its marks in a file of lines that begin with none of them."""
    return b"\n<<<<<<< " in b"\n" + data


def sides_of(data: bytes) -> tuple[bytes, ...]:
    """Return what a file is on each side of a merge, ours first; the file itself where none was left open."""
    if not is_unmerged(data):
        return (data,)
    ours, theirs = [], []
    part = b""
    for line in data.splitlines(keepends=True):
        mark = _MARK.match(line.rstrip(b"\r\n"))
        if mark:
            part = b"" if line[:1] == b">" else line[:1]
            continue
        if part in {b"", _OURS}:
            ours.append(line)
        if part in {b"", _THEIRS}:
            theirs.append(line)
    return b"".join(ours), b"".join(theirs)
