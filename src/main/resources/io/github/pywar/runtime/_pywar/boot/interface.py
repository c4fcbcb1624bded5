"""Check that the application has the signature of its interface: WSGI (PEP 3333) or ASGI.

Servers find out at the first request, with a TypeError that names neither interface.  Here the
signature is inspected, and nothing is called.  Where it cannot be read, nothing is refused.
"""

from __future__ import annotations

from _pywar.base.report import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from inspect import Signature
    from types import ModuleType

    from _pywar.archive.bundle import Bundle

_COROUTINE = 0x80
_ARGUMENTS = {"wsgi": "(environ, start_response)", "asgi": "(scope, receive, send)"}


def check(bundle: Bundle, application: object) -> None:
    """Refuse an application that no server for the declared interface can call."""
    if _is_plain(application, bundle.interface):
        return
    import inspect  # a third of the start of a small application, and most applications are plain

    call = _signature(inspect, application)
    if call is None or _fits(inspect, application, call, bundle.interface):
        return
    name = bundle.interface.upper()
    raise Refusal(
        f"`{bundle.entry_text}` of {bundle.label} is no {name} application: a server calls it with {_ARGUMENTS[bundle.interface]}",
        [f"it takes {call}" + (" and is asynchronous" if _is_asynchronous(inspect, application) else "")],
        _hints(inspect, bundle, application, call),
        reason=f"its entry {bundle.entry_text} is no {name} application",
    )


def _is_plain(application: object, interface: str) -> bool:
    """Return whether it is a function, or an object with a `__call__`, with exactly the right parameters."""
    is_function = type(application) is type(_is_plain)
    code = getattr(application if is_function else type(application).__call__, "__code__", None)
    count = getattr(code, "co_argcount", 0) - (0 if is_function else 1)
    is_async = bool(getattr(code, "co_flags", 0) & _COROUTINE)
    return (count, is_async) == ((3, True) if interface == "asgi" else (2, False)) and not getattr(code, "co_kwonlyargcount", 1)


def _signature(inspect: ModuleType, application: object) -> Signature | None:
    try:
        # a server calls a decorator's own function, not the function that it wraps
        return inspect.signature(application, follow_wrapped=False)
    except Exception:  # an extension module's function, or an object with a false `__signature__`
        return None


def _fits(inspect: ModuleType, application: object, call: Signature, interface: str) -> bool:
    if interface == "asgi":
        return _takes(call, 3) or (_takes(call, 1) and not _takes(call, 0))  # a server calls ASGI 2 with the scope alone
    return _takes(call, 2) and not _is_asynchronous(inspect, application)


def _takes(call: Signature, count: int) -> bool:
    try:
        call.bind(*[None] * count)
    except TypeError:
        return False
    return True


def _is_asynchronous(inspect: ModuleType, application: object) -> bool:
    return any(inspect.iscoroutinefunction(one) for one in (application, getattr(type(application), "__call__", None)))  # noqa: B004


def _hints(inspect: ModuleType, bundle: Bundle, application: object, call: Signature) -> list[str]:
    other = "wsgi" if bundle.interface == "asgi" else "asgi"
    hints = []
    if _takes(call, 3 if other == "asgi" else 2) and _fits(inspect, application, call, other):
        hints += [f"it is {other.upper()}: declare <interface>{other}</interface> in the POM"]
    elif _takes(call, 0) and not bundle.entry.get("factory"):
        hints += [f"if it makes the application, declare <application>{bundle.entry_text}()</application> in the POM"]
    return hints or ["name the application, or `module:factory()`, in <application> of the POM"]
