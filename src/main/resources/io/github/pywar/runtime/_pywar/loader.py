"""Import the entry that the manifest names, and tell a failure so that it can be fixed."""

import importlib
import os

from _pywar import interface
from _pywar.paths import offers
from _pywar.report import Refusal


def load(bundle):
    """`module:attr.sub`, or what the factory `module:create_app()` gives."""
    try:
        found = importlib.import_module(bundle.entry["module"])
        for part in bundle.entry["attribute"].split("."):
            found = getattr(found, part)
        application = found() if bundle.entry.get("factory") else found
    except KeyboardInterrupt:
        raise
    except BaseException as problem:  # an application may also call sys.exit() at import
        raise _failure(bundle, problem) from None
    if not callable(application):
        raise _not_callable(bundle, application)
    interface.check(bundle, application)
    return application


def _not_callable(bundle, application):
    return Refusal(
        f"`{bundle.entry_text}` is no application: it is a {type(application).__name__}, which cannot be called",
        _where(bundle),
        ["name the application, or `module:factory()`, in <application> of the POM"],
        reason=f"its entry {bundle.entry_text} is no application",
    )


def _failure(bundle, problem):
    import traceback  # a start that succeeds does not pay for it

    kind = type(problem).__name__
    own = _own_frames(traceback.extract_tb(problem.__traceback__))
    trace = "".join(traceback.format_list(own)).rstrip().splitlines()
    return Refusal(
        f"`{bundle.entry_text}` of {bundle.label} cannot be imported: {kind}: {problem}",
        _where(bundle) + trace,
        _hints(bundle, problem),
        reason=f"its entry {bundle.entry_text} cannot be imported ({kind})",
    )


def _where(bundle):
    return [f"in {bundle.root}"]


def _own_frames(frames):
    """The traceback without this runtime's and importlib's frames, which explain nothing."""
    here = os.path.dirname(os.path.realpath(__file__))
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
    return ["try it alone: python3 -m _pywar check, in " + bundle.root]
