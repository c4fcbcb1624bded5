"""Import of the entry that the manifest names, and reports of its errors with a hint."""

from __future__ import annotations

import importlib
import os

from _pywar.base.report import Refusal
from _pywar.boot import interface
from _pywar.boot.paths import offers

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from traceback import StackSummary
    from typing import Any, Callable

    from _pywar.archive.bundle import Bundle


def load(bundle: Bundle) -> object:
    """Return the object `module:attr.sub`, or the result of the factory `module:create_app()`."""
    found = _call(bundle, "cannot be imported", importlib.import_module, bundle.entry["module"])
    for part in bundle.entry["attribute"].split("."):
        found = _attribute(bundle, found, part)
    if bundle.entry.get("factory"):
        found = _call(bundle, "was imported, and its call failed", found)
    if not callable(found):
        raise _not_callable(bundle, found)
    interface.check(bundle, found)
    return found


def _call(bundle: Bundle, failed: str, call: Callable, *arguments: str) -> Any:
    try:
        return call(*arguments)
    except KeyboardInterrupt:
        raise
    except BaseException as problem:  # an application may also call sys.exit() at import
        raise _failure(bundle, problem, failed) from None


def _attribute(bundle: Bundle, holder: object, part: str) -> Any:
    try:
        return getattr(holder, part)
    except AttributeError as problem:
        raise _no_attribute(bundle, holder, part, problem) from None
    except Exception as problem:  # from a module's own __getattr__, or from a property
        raise _failure(bundle, problem, "cannot be imported") from None


def _not_callable(bundle: Bundle, application: object) -> Refusal:
    return Refusal(
        f"`{bundle.entry_text}` is no application: it is {_with_article(type(application).__name__)},"
        " which cannot be called",
        _where(bundle),
        ["name the application, or `module:factory()`, in <application> of the POM"],
        reason=f"its entry {bundle.entry_text} is no application",
    )


def _with_article(kind: str) -> str:
    return f"{'an' if kind[0].lower() in 'aeiou' else 'a'} `{kind}`"


def _no_attribute(bundle: Bundle, holder: object, part: str, problem: AttributeError) -> Refusal:
    """Report a missing attribute, with a similar name as the hint; the text of a module's `__getattr__` may have details."""
    import difflib

    module = bundle.entry["module"]
    close = difflib.get_close_matches(part, [name for name in dir(holder) if not name.startswith("__")], 1, 0.6)
    meant = bundle.entry_text.replace(part, close[0]) if close else None
    return Refusal(
        f"`{bundle.entry_text}` of {bundle.label} cannot be loaded: AttributeError: {problem}",
        [*_where(bundle), f"`{module}` was imported from {getattr(holder, '__file__', None) or 'an unknown file'}"],
        [f"did you mean <application>{meant}</application>?"] if close else _hints(bundle, problem),
        reason=f"its entry {bundle.entry_text} cannot be loaded (AttributeError)",
    )


def _failure(bundle: Bundle, problem: BaseException, failed: str) -> Refusal:
    import traceback  # a start that succeeds does not pay for it

    kind = type(problem).__name__
    own = _own_frames(traceback.extract_tb(problem.__traceback__))
    trace = "".join(traceback.format_list(own)).rstrip().splitlines()
    if isinstance(problem, SyntaxError):
        # path, line number, the line's text and a caret below the error
        trace += "".join(traceback.format_exception_only(type(problem), problem)).rstrip().splitlines()
    return Refusal(
        f"`{bundle.entry_text}` of {bundle.label} {failed}: {kind}: {problem}",
        _where(bundle) + trace,
        _hints(bundle, problem),
        reason=f"its entry {bundle.entry_text} {failed} ({kind})",
    )


def _where(bundle: Bundle) -> list[str]:
    return [f"in {bundle.root}"]


def _own_frames(frames: StackSummary) -> list:
    """Return the frames without those of this runtime and of importlib, which explain nothing."""
    here = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    ours = (here + os.sep, "<frozen importlib", importlib.__file__)
    return [frame for frame in frames if not frame.filename.startswith(ours)]


def _hints(bundle: Bundle, problem: BaseException) -> list[str]:
    if isinstance(problem, ModuleNotFoundError) and problem.name:
        top = problem.name.split(".")[0]
        if not offers(bundle.libraries, top) and not offers(bundle.app, top):
            return [f"the archive has no module `{top}`: add it to the project's requirements and build again"]
    text = str(problem)
    if "cannot open shared object file" in text:
        return [f"install the system library `{text.split(':')[0]}` on this machine"]
    if "GLIBC_" in text:
        return ["this machine's C library is too old: build with a lower <libc>"]
    if isinstance(problem, KeyError):
        return [f"if it reads an environment variable, set {text} in shared/env of the deployment"]
    return [f"try it alone: python3 {bundle.root} check"]
