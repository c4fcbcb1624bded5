"""The output of commands that a deployment starts, made safe for the terminal of root."""

from __future__ import annotations

import re
import sys

# characters that move the cursor, change the title, type for the user, or change the direction of a line
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BYTES = 1 << 20
_LINE = 1 << 13
_CUT = "pywar: the output is longer; the rest is not shown"
# lines of the longest block whose repetition is detected
_BLOCK = 400


def printable(text: str) -> str:
    """Return `text` with control characters as escapes; line ends and tabs stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)


class Relay:
    """Printer of output on stderr, line by line, up to a limit."""

    def __init__(self) -> None:
        self._rest = b""
        self._left = _BYTES

    def take(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _LINE:
            lines.append(self._rest)
            self._rest = b""
        for line in lines:
            self._print(line)

    def close(self) -> None:
        if self._rest:
            self._print(self._rest)
        self._rest = b""

    def _print(self, line: bytes) -> None:
        if self._left < 0:
            return
        self._left -= len(line) + 1
        self.show(printable(line.decode("utf-8", "replace")) if self._left >= 0 else _CUT)

    def show(self, text: str) -> None:
        _write(text)


class Folding(Relay):
    """Printer at the end; a block of lines that repeats is printed once, with a count.

    An application that gets the same request again logs the same traceback each time.
    """

    def __init__(self) -> None:
        Relay.__init__(self)
        self._lines = []

    def show(self, text: str) -> None:
        self._lines += text.split("\n")

    def close(self) -> None:
        Relay.close(self)
        for line in fold(self._lines):
            _write(line)
        self._lines = []


class Last:
    """Buffer of the last bytes of the output."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.data = b""

    def take(self, data: bytes) -> None:
        self.data = (self.data + data)[-self._size :]

    def close(self) -> None:
        """Do nothing: there is no output to print."""


def fold(lines: list[str]) -> list[str]:
    """Return `lines` with repeated blocks replaced by a count; numbers in the blocks may differ."""
    alike = [re.sub(r"\d+", "0", line) for line in lines]
    found, at = [], 0
    while at < len(lines):
        size = _repeated(alike, at)
        if not size:
            found.append(lines[at])
            at += 1
            continue
        times, block = 1, alike[at : at + size]
        while alike[at + times * size : at + (times + 1) * size] == block:
            times += 1
        found += [*lines[at : at + size], f"pywar: the same {times} times"]
        at += times * size
    return found


def _repeated(lines: list[str], at: int) -> int:
    """Return the number of lines from `at` on that are repeated right after them; 0 if none are."""
    most = min(_BLOCK, (len(lines) - at) // 2)
    same = (size for size in range(1, most + 1) if lines[at + size] == lines[at])
    return next((size for size in same if lines[at : at + size] == lines[at + size : at + 2 * size]), 0)


def _write(text: str) -> None:
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except (OSError, UnicodeError):
        pass  # a closed stderr stops no deployment
