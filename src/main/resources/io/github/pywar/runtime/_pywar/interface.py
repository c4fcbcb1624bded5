"""Does the application speak the interface that the POM declares?  A server would raise a TypeError at each request.

By the code objects, because `inspect` takes longer to import than many an application.
"""

import types

from _pywar.report import Refusal

_ARGUMENTS = {"wsgi": "environ, start_response", "asgi": "scope, receive, send"}
_COUNTS = {"wsgi": 2, "asgi": 3}
_VARARGS, _COROUTINE = 0x04, 0x80


def check(application, bundle):
    """Refuse a WSGI application where ASGI is declared, and the other way round; what cannot be decided is left alone."""
    found = of(application)
    if found == "factory":
        raise _is_factory(bundle)
    if found in (None, bundle.interface):
        return
    element = "<interface>asgi</interface>"
    raise Refusal(
        f"`{bundle.entry_text}` of {bundle.label} is a {found.upper()} application,"
        f" and the archive was built for {bundle.interface.upper()}",
        [f"it takes ({_ARGUMENTS[found]}); a server would call it with ({_ARGUMENTS[bundle.interface]})"],
        [f"{'add' if found == 'asgi' else 'remove'} {element} in the plugin's configuration and build again"],
        reason="it speaks another interface than it was built for",
    )


def of(application):
    """`wsgi`, `asgi`, `factory` for a function without parameters, or None where its code does not say."""
    function, is_bound = _called(application)
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType) or hasattr(function, "__wrapped__") or code.co_flags & _VARARGS:
        return None
    most = code.co_argcount - is_bound
    least = most - len(function.__defaults__ or ())
    fits = [interface for interface, count in _COUNTS.items() if least <= count <= most]
    if isinstance(application, type) and (least, most) == (1, 1) and _is_coroutine(application.__call__):
        return "asgi"  # ASGI 2: made with the scope, then called with receive and send
    if _is_coroutine(function):
        return "asgi" if "asgi" in fits else None
    if most == 0 and not code.co_kwonlyargcount and isinstance(application, types.FunctionType):
        return "factory"
    return fits[0] if len(fits) == 1 and least == most else None


def _called(application):
    """The function that a server's call ends in, and how many of its arguments are given by then."""
    if isinstance(application, types.FunctionType):
        return application, 0
    if isinstance(application, types.MethodType):
        return application.__func__, 1
    if isinstance(application, type):
        return application.__init__, 1
    return type(application).__call__, 1


def _is_coroutine(function):
    code = getattr(function, "__code__", None)
    return isinstance(code, types.CodeType) and bool(code.co_flags & _COROUTINE)


def _is_factory(bundle):
    return Refusal(
        f"`{bundle.entry_text}` of {bundle.label} takes no arguments: it is a function that makes the application",
        [f"a server would call it with ({_ARGUMENTS[bundle.interface]})"],
        [f"write <application>{bundle.entry_text}()</application>"],
        reason=f"its entry {bundle.entry_text} is no application",
    )
