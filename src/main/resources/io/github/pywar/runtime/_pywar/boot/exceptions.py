"""The exceptions that led to a failed import, with the frames of the application alone."""

from __future__ import annotations

import importlib
import os
import traceback
from typing import List, NamedTuple

# a framework wraps an error once or twice; a longer chain repeats itself
_LONGEST = 8
# characters of one message, for example of a database error with its statement
_LONGEST_TEXT = 4000
_CAUSE = "caused by"
_CONTEXT = "while handling"


class Link(NamedTuple):
    """An exception of the chain, and its relation to the one before it, which Python raised later."""

    relation: str
    problem: BaseException


Chain = List[Link]


def chain(problem: BaseException) -> Chain:
    """Return `problem`, then its cause or context, and so on, as Python's own traceback follows them."""
    links = [Link("", problem)]
    while len(links) < _LONGEST:
        last = links[-1].problem
        link = Link(_CAUSE, last.__cause__) if last.__cause__ is not None else _context(last)
        if link is None or any(link.problem is known.problem for known in links):
            break
        links.append(link)
    return links


def _context(problem: BaseException) -> Link | None:
    context = problem.__context__
    return None if context is None or problem.__suppress_context__ else Link(_CONTEXT, context)


def trace(links: Chain) -> list[str]:
    """Return the lines of all exceptions: the frames of each, and below those of a cause the cause itself."""
    lines = _frames(links[0].problem)
    for link in links[1:]:
        lines += [f"{link.relation}: {text(link.problem)}", *_frames(link.problem)]
    return lines


def text(problem: BaseException) -> str:
    """Return the kind and the message; an exception whose `__str__` fails still has a kind."""
    return f"{type(problem).__name__}: {message(problem)}"


def message(problem: BaseException) -> str:
    try:
        found = str(problem)
    except Exception as other:
        return f"<its message cannot be read: {type(other).__name__}>"
    return _shortened(found)


def _shortened(found: str) -> str:
    left = len(found) - _LONGEST_TEXT
    return found if left <= 0 else f"{found[:_LONGEST_TEXT]} ... ({left} characters left out)"


def _frames(problem: BaseException) -> list[str]:
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if not frame.filename.startswith(_ours())]
    lines = "".join(traceback.format_list(frames)).rstrip().splitlines()
    if isinstance(problem, SyntaxError):
        # path, line number, the line's text and a caret below the error
        lines += _shortened("".join(traceback.format_exception_only(type(problem), problem)).rstrip()).splitlines()
    return lines


def _ours() -> tuple[str, ...]:
    """Return the starts of file names of this runtime and of importlib, whose frames explain nothing."""
    runtime = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    return (runtime + os.sep, "<frozen importlib", importlib.__file__)
