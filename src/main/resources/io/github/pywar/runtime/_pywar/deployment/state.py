"""The state of a deployment between runs of the tool."""

from __future__ import annotations

import contextlib
import json
import os
import re

from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import address, atomic

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any

    from _pywar.deployment.directory import Deployment

# name of a release: VERSION-BUILD
NAME = re.compile(r"[^./][^/\0]*-[0-9a-f]{12}")
# bytes of the largest file of notes
LIMIT = 1 << 20
_URL_BYTES = 1 << 16
_LOST = "which releases served, and the options --server, --check-url and --owner"
_REMEMBERED = ("server", "check_url", "owner")


class State:
    """Content of `.pywar/state.json`: the options of the last run, and the releases that served.

    `history` is the path of rollbacks; `ever` also has the releases that a rollback left.
    """

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._path = os.path.join(deployment.notes, "state.json")
        # the URL with its query, which may hold a token: other users may read the rest of the state
        self._url_path = os.path.join(deployment.notes, "check-url")
        found = read(self._path, _LOST)
        self.history = found.get("history", [])
        self.ever = found.get("ever", [])
        self.options = found.get("options", {})
        if not (_are_names(self.history) and _are_names(self.ever) and _are_texts(self.options)):
            raise _damaged(self._path, "its lists of releases or its options have a wrong form", _LOST)
        self._complete_url()

    def previous(self, name: str) -> str | None:
        """Return the last release that served before `name` and still exists, or None."""
        history = self.history[: self.history.index(name)] if name in self.history else self.history
        return next((found for found in reversed(history) if self._is_there(found)), None)

    def last_but(self, name: str) -> str | None:
        """Return the last release other than `name` that served and still exists, or None."""
        return next((found for found in reversed(self.history) if found != name and self._is_there(found)), None)

    def _is_there(self, name: str) -> bool:
        return os.path.isdir(self._deployment.release(name))

    def note_served(self, name: str, back: bool = False) -> None:
        """Record that `name` serves; `back` removes the releases after it from the history."""
        self.ever = [found for found in self.ever if found != name] + [name]
        if back and name in self.history:
            del self.history[self.history.index(name) + 1 :]
        else:
            self.history = [found for found in self.history if found != name] + [name]
        self.save()

    def remember(self, request: argparse.Namespace) -> dict[str, Any]:
        """Remember the options of the request; return them together with earlier ones."""
        given = {key: getattr(request, key, None) for key in _REMEMBERED}
        self.options.update({key: value for key, value in given.items() if value is not None})
        return self.options

    def _complete_url(self) -> None:
        """Restore the query of the URL; a user who may not read it gets the URL without it."""
        with contextlib.suppress(FileNotFoundError, PermissionError):
            url = files.read(self._url_path, _URL_BYTES, {0, os.geteuid()}).decode("utf-8", "replace")
            if address.redact(url) == self.options.get("check_url"):
                self.options["check_url"] = url

    def _public_options(self) -> dict[str, Any]:
        """Return the options for all users; the complete URL is saved for the deploying user only."""
        url = self.options.get("check_url")
        if not isinstance(url, str) or address.redact(url) == url:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self._url_path)
            return self.options
        if address.is_complete(url):
            atomic.write(self._url_path, url.encode("utf-8"), 0o600)
        return {**self.options, "check_url": address.redact(url)}

    def save(self) -> None:
        kept = {"history": self.history, "ever": self.ever, "options": self._public_options()}
        text = json.dumps(kept, indent=2) + "\n"
        atomic.write(self._path, text.encode("utf-8"))


def read(path: str, lost: str, limit: int = LIMIT) -> dict[str, Any]:
    """Return the JSON object at `path`, empty if it does not exist; refuse a damaged one: `lost` describes its content."""
    try:
        found = json.loads(files.read(path, limit).decode("utf-8"), parse_int=_number)
    except FileNotFoundError:
        return {}
    except files.Untrusted as problem:
        raise _damaged(path, f"it {problem.strerror}", lost) from None
    except (ValueError, RecursionError) as problem:
        raise _damaged(path, problem, lost) from None
    if not isinstance(found, dict):
        raise _damaged(path, "it is no JSON object", lost)
    return found


def _number(digits: str) -> int:
    """Convert a number; refuse a long one, which would take an old Python minutes."""
    if len(digits) > 20:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _are_names(found: object) -> bool:
    """Return whether all are names of releases; another path could lead out of `releases/`."""
    return isinstance(found, list) and all(isinstance(name, str) and NAME.fullmatch(name) for name in found)


def _are_texts(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(text, (str, type(None))) for text in found.values())


def _damaged(path: str, problem: object, lost: str) -> Refusal:
    return Refusal(
        f"`{path}` is damaged",
        [str(problem), f"it contains {lost}"],
        ["restore it from a backup", "or delete it: its content is lost, and the releases stay as they are"],
        status=exits.FAILED,
    )
