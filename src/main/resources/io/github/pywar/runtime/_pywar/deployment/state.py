"""What the tool remembers of a deployment between its runs."""

import contextlib
import json
import os
import re

from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import address, atomic

# of a release: VERSION-BUILD
NAME = re.compile(r"[^./][^/\0]*-[0-9a-f]{12}")
# so many bytes a file of notes may have
LIMIT = 1 << 20
_URL_BYTES = 1 << 16
_LOST = "which releases served, and the options --server, --check-url and --owner"
_REMEMBERED = ("server", "check_url", "owner")


class State:
    """`.pywar/state.json`: the last run's options, and which releases served.

    `history` is the way that rollbacks go back; `ever` also holds those that were left so.
    """

    def __init__(self, deployment):
        self._deployment = deployment
        self._path = os.path.join(deployment.notes, "state.json")
        # the URL with its query, which may hold a token: other users may read what the rest says
        self._url_path = os.path.join(deployment.notes, "check-url")
        found = read(self._path, _LOST)
        self.history = found.get("history", [])
        self.ever = found.get("ever", [])
        self.options = found.get("options", {})
        if not (_are_names(self.history) and _are_names(self.ever) and _are_texts(self.options)):
            raise _damaged(self._path, "it has other things than lists of releases, and options", _LOST)
        self._complete_url()

    def previous(self, name):
        """The last release that served before `name` and is still there, or None."""
        history = self.history[: self.history.index(name)] if name in self.history else self.history
        return next((found for found in reversed(history) if self._is_there(found)), None)

    def last_but(self, name):
        """The last release that served, other than `name`, and is still there, or None."""
        return next((found for found in reversed(self.history) if found != name and self._is_there(found)), None)

    def _is_there(self, name):
        return os.path.isdir(self._deployment.release(name))

    def note_served(self, name, back=False):
        """Note that `name` serves; going `back` forgets the releases after it."""
        self.ever = [found for found in self.ever if found != name] + [name]
        if back and name in self.history:
            del self.history[self.history.index(name) + 1 :]
        else:
            self.history = [found for found in self.history if found != name] + [name]
        self.save()

    def remember(self, request):
        """Options that were given count from now on; gives them together with those of before."""
        given = {key: getattr(request, key, None) for key in _REMEMBERED}
        self.options.update({key: value for key, value in given.items() if value is not None})
        return self.options

    def _complete_url(self):
        """Who may not read the whole URL, gets the one without its query."""
        with contextlib.suppress(FileNotFoundError, PermissionError):
            url = files.read(self._url_path, _URL_BYTES, {0, os.geteuid()}).decode("utf-8", "replace")
            if address.redact(url) == self.options.get("check_url"):
                self.options["check_url"] = url

    def _public_options(self):
        """The options for all to read; the rest of the URL goes where only the deploying user reads it."""
        url = self.options.get("check_url")
        if not isinstance(url, str) or address.redact(url) == url:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self._url_path)
            return self.options
        if address.is_complete(url):
            atomic.write(self._url_path, url.encode("utf-8"), 0o600)
        return {**self.options, "check_url": address.redact(url)}

    def save(self):
        kept = {"history": self.history, "ever": self.ever, "options": self._public_options()}
        text = json.dumps(kept, indent=2) + "\n"
        atomic.write(self._path, text.encode("utf-8"))


def read(path, lost, limit=LIMIT):
    """The JSON object at `path`, empty where there is none; a damaged one is refused, and `lost` is what it said."""
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


def _number(digits):
    """A long one would take an old Python minutes."""
    if len(digits) > 20:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _are_names(found):
    """A name that leads out of `releases/` would be looked for, and switched to, there."""
    return isinstance(found, list) and all(isinstance(name, str) and NAME.fullmatch(name) for name in found)


def _are_texts(found):
    return isinstance(found, dict) and all(isinstance(text, (str, type(None))) for text in found.values())


def _damaged(path, problem, lost):
    return Refusal(
        f"`{path}` is damaged",
        [str(problem), f"it says {lost}"],
        ["bring it back from a backup", "or delete it: the releases and what serves stay, what it says is lost"],
        status=exits.FAILED,
    )
