"""Where a secret could lie: files and a process's memory, searched raw, in UTF-16 and in base64."""

import os
import re
from base64 import b64encode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

PIECE = 1 << 20
# Longer than any needle, so that none is cut in two between pieces.
OVERLAP = 1 << 12
READABLE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r")
UNWRITTEN = re.compile(r"\S+ r-.p .* /")
KERNEL = ("[vvar]", "[vsyscall]", "[vvar_vclock]")
HEAD = 6


def needles(secret: str) -> set[bytes]:
    """Every form that is searched for: UTF-8, UTF-16 both ways, JSON escapes, base64 at each alignment."""
    plain = secret.encode()
    escaped = secret.encode("ascii", "backslashreplace")
    wide = {secret.encode("utf-16-le"), secret.encode("utf-16-be")}
    return {plain, escaped} | wide | {form for one in (plain, *wide) for form in _base64(one)}


def _base64(text: bytes) -> Iterator[bytes]:
    """The characters of the encoding that depend on the text alone, for each of the three alignments."""
    for before in range(3):
        padded = bytes(before) + text + bytes(-(before + len(text)) % 3)
        start, end = -(-before * 4 // 3), len(padded) * 4 // 3
        cut = slice(start + (1 if before else 0), end - 4)
        yield b64encode(padded)[cut]
        yield urlsafe_b64encode(padded)[cut]


class Search:
    """Looks for all forms of some secrets at once: first for how forms begin, which many share."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._forms: dict[bytes, list[tuple[bytes, str]]] = defaultdict(list)
        for secret in secrets:
            for form in needles(secret):
                self._forms[form[:HEAD]].append((form, secret))

    def found(self, text: bytes) -> set[str]:
        return {
            secret
            for head, forms in self._forms.items()
            for at in _places(head, text)
            for form, secret in forms
            if text.startswith(form, at)
        }


def _places(head: bytes, text: bytes) -> Iterator[int]:
    at = text.find(head)
    while at >= 0:
        yield at
        at = text.find(head, at + 1)


def found_in_files(folder: Path, secrets: Iterable[str]) -> set[tuple[str, str]]:
    """(secret, file name) of each that stands in any file under the folder."""
    search = Search(secrets)
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {(secret, path.name) for path in files for secret in search.found(path.read_bytes())}


def found_in_memory(pid: int, secrets: Iterable[str]) -> set[str]:
    """Each that stands in the memory of the process, as a core dump would hold it (Linux: /proc/PID/mem)."""
    search = Search(secrets)
    return {secret for piece in _memory(pid) if piece.strip(b"\0") for secret in search.found(piece)}


def _memory(pid: int) -> Iterator[bytes]:
    """What the process could write; of the files that it runs, it only reads their own bytes."""
    maps = Path(f"/proc/{pid}/maps").read_text("ascii").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span = READABLE.match(line)
            # The kernel's own pages cannot be read.
            if span and not UNWRITTEN.match(line) and not line.endswith(KERNEL):
                yield from _pieces(memory.fileno(), int(span[1], 16), int(span[2], 16))


def _pieces(memory: int, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, PIECE):
        yield os.pread(memory, min(PIECE + OVERLAP, end - at), at)
