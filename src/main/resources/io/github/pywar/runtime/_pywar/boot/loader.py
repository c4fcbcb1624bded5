"""Import the entry that the manifest names, and report a failure so that it can be fixed."""

import importlib
import os

from _pywar.base.report import Refusal
from _pywar.boot import interface
from _pywar.boot.paths import offers


def load(bundle):
    """`module:attr.sub`, or what the factory `module:create_app()` gives."""
    found = _tried(bundle, "cannot be imported", importlib.import_module, bundle.entry["module"])
    for part in bundle.entry["attribute"].split("."):
        found = _attribute(bundle, found, part)
    if bundle.entry.get("factory"):
        found = _tried(bundle, "was imported, and its call failed", found)
    if not callable(found):
        raise _not_callable(bundle, found)
    interface.check(bundle, found)
    return found


def _tried(bundle, failed, call, *words):
    try:
        return call(*words)
    except KeyboardInterrupt:
        raise
    except BaseException as problem:  # an application may also call sys.exit() at import
        raise _failure(bundle, problem, failed) from None


def _attribute(bundle, holder, part):
    try:
        return getattr(holder, part)
    except AttributeError as problem:
        raise _no_attribute(bundle, holder, part, problem) from None
    except Exception as problem:  # of a module's own __getattr__, or of a property
        raise _failure(bundle, problem, "cannot be imported") from None


def _not_callable(bundle, application):
    return Refusal(
        f"`{bundle.entry_text}` is no application: it is {_with_article(type(application).__name__)},"
        " which cannot be called",
        _where(bundle),
        ["name the application, or `module:factory()`, in <application> of the POM"],
        reason=f"its entry {bundle.entry_text} is no application",
    )


def _with_article(kind):
    return f"{'an' if kind[0].lower() in 'aeiou' else 'a'} `{kind}`"


def _no_attribute(bundle, holder, part, problem):
    """A module's own `__getattr__` may say more; a close name is most likely what was meant."""
    import difflib

    module = bundle.entry["module"]
    close = difflib.get_close_matches(part, [name for name in dir(holder) if not name.startswith("__")], 1, 0.6)
    meant = bundle.entry_text.replace(part, close[0]) if close else None
    return Refusal(
        f"`{bundle.entry_text}` of {bundle.label} cannot be loaded: AttributeError: {problem}",
        [*_where(bundle), f"`{module}` was imported from {getattr(holder, '__file__', None) or 'there'}"],
        [f"did you mean <application>{meant}</application>?"] if close else _hints(bundle, problem),
        reason=f"its entry {bundle.entry_text} cannot be loaded (AttributeError)",
    )


def _failure(bundle, problem, failed):
    import traceback  # a start that succeeds does not pay for it

    kind = type(problem).__name__
    own = _own_frames(traceback.extract_tb(problem.__traceback__))
    trace = "".join(traceback.format_list(own)).rstrip().splitlines()
    if isinstance(problem, SyntaxError):
        # path, line, the line's text and a caret below the place
        trace += "".join(traceback.format_exception_only(type(problem), problem)).rstrip().splitlines()
    return Refusal(
        f"`{bundle.entry_text}` of {bundle.label} {failed}: {kind}: {problem}",
        _where(bundle) + trace,
        _hints(bundle, problem),
        reason=f"its entry {bundle.entry_text} {failed} ({kind})",
    )


def _where(bundle):
    return [f"in {bundle.root}"]


def _own_frames(frames):
    """The traceback without this runtime's and importlib's frames, which explain nothing."""
    here = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    ours = (here + os.sep, "<frozen importlib", importlib.__file__)
    return [frame for frame in frames if not frame.filename.startswith(ours)]


def _hints(bundle, problem):
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
        return [f"does it read an environment variable? shared/env of a deployment is the place for {text}"]
    return [f"try it alone: python3 {bundle.root} check"]
