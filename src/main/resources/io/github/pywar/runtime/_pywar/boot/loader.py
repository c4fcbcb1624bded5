"""Import of the entry that the manifest names, and reports of its errors with a hint."""

from __future__ import annotations

import importlib
import os

from _pywar.base.report import Refusal
from _pywar.boot import interface
from _pywar.boot.paths import offers

# variable with the command that repeats a failed import; empty, if the command that failed is that one
RETRY = "PYWAR_RETRY"

# modules that environments had because of setuptools, so that packages do not require it, with a version that has them
SETUPTOOLS = {"pkg_resources": "`setuptools<82`", "distutils": "`setuptools`"}

# how libraries name a variable that they need, such as Django for its settings
VARIABLE = r"(?i:environment variable )[\"'`]?([A-Z][A-Z0-9_]{2,})|\b([A-Z][A-Z0-9_]{2,})[\"'`]? environment variable"

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
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
    import re

    module = bundle.entry["module"]
    close = difflib.get_close_matches(part, [name for name in dir(holder) if not name.startswith("__")], 1, 0.6)
    # only this name: the module's may contain the same letters
    path = bundle.entry_text.partition(":")[2]
    meant = re.sub(rf"\b{re.escape(part)}\b", close[0], path, count=1) if close else None
    return Refusal(
        f"`{bundle.entry_text}` of {bundle.label} cannot be loaded: AttributeError: {problem}",
        [*_where(bundle), f"`{module}` was imported from {getattr(holder, '__file__', None) or 'an unknown file'}"],
        [f"did you mean <application>{module}:{meant}</application>?"] if close else _hints(bundle, problem),
        reason=f"its entry {bundle.entry_text} cannot be loaded (AttributeError)",
    )


def _failure(bundle: Bundle, problem: BaseException, failed: str) -> Refusal:
    from _pywar.boot import exceptions  # a start that succeeds does not pay for it

    kind = type(problem).__name__
    chain = exceptions.chain(problem)
    return Refusal(
        f"`{bundle.entry_text}` of {bundle.label} {failed}: {exceptions.text(problem)}",
        _where(bundle) + exceptions.trace(chain),
        _hints(bundle, *(link.problem for link in chain)),
        reason=f"its entry {bundle.entry_text} {failed} ({kind})",
        causes=[f"{link.relation}: {exceptions.text(link.problem)}" for link in chain[1:]],
    )


def _where(bundle: Bundle) -> list[str]:
    return [f"in {bundle.root}"]


def _hints(bundle: Bundle, *problems: BaseException) -> list[str]:
    """Return the hint for the first exception of the chain that has one; a cause is often more precise."""
    first, *others = problems
    certain = [first, *(problem for problem in others if not isinstance(problem, KeyError) or _is_of_environ(problem))]
    return next(filter(None, (_hint(bundle, problem) for problem in certain)), []) or _retry(bundle)


def _is_of_environ(problem: KeyError) -> bool:
    """Return whether `os.environ` raised it: an application handles those of its own dictionaries."""
    frame = problem.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return frame is not None and frame.tb_frame.f_code is type(os.environ).__getitem__.__code__


def _hint(bundle: Bundle, problem: BaseException) -> list[str]:
    import re

    from _pywar.boot import exceptions  # a start that succeeds does not pay for it

    if isinstance(problem, ModuleNotFoundError) and isinstance(problem.name, str):
        top = problem.name.split(".")[0]
        if not offers(bundle.libraries, top) and not offers(bundle.app, top):
            folder = _folder_with(bundle, top)
            if folder:
                return [f"`{top}` is in the folder `{folder}` of the application: make it the <sourceDirectory> of the POM"]
            wanted = SETUPTOOLS.get(top, "it")
            return [f"the archive has no module `{top}`: add {wanted} to the project's requirements and build again"]
    text = exceptions.message(problem)
    if "cannot open shared object file" in text:
        return [f"install the system library `{text.split(':')[0]}` on this machine"]
    if "GLIBC_" in text:
        return ["this machine's C library is too old: build with a lower <libc>"]
    if isinstance(problem, FileNotFoundError) and problem.filename and bundle.deployment:
        return [f"make `{problem.filename}` before the application is imported: in a hook of `prepare`, or once by hand"]
    if isinstance(problem, KeyError):
        is_name = bool(problem.args) and str(problem.args[0]).isidentifier()  # a library's text may be a sentence
        return [f"if it reads an environment variable, set {text if is_name else 'it'} in shared/env of the deployment"]
    variable = re.search(VARIABLE, text)
    if variable:
        return [f"set {variable[1] or variable[2]} in shared/env of the deployment"]
    return []


def _folder_with(bundle: Bundle, module: str) -> str:
    """Return the folder with a module, if it is one of those that the entry's module is in; else an empty text."""
    packages = bundle.entry["module"].split(".")[:-1]
    folders = ["/".join(packages[:depth]) for depth in range(len(packages), 0, -1)]
    return next((folder for folder in folders if offers(os.path.join(bundle.app, folder), module)), "")


def _retry(bundle: Bundle) -> list[str]:
    """Return the command that imports the entry alone, with the options that this process was started with."""
    command = os.environ.get(RETRY)
    if command is None:
        file = os.environ.get("PYWAR_ENV_FILE")
        command = " ".join([f"python3 {bundle.root} check", *(["--env-file", file] if file else [])])
    return [f"try it alone: {command}"] if command else []
