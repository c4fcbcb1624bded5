"""Response header `X-Pywar-Release`: the release that answered, sent only to the deployment's own health check.

The check sends a token that it has just written into the deployment.  Other clients get the
application's answer unchanged, without its version.
"""

from __future__ import annotations

import os

from _pywar.archive.bundle import deployment_of

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from typing import Any, Callable

    from _pywar.archive.bundle import Bundle

CHECK_HEADER = "X-Pywar-Check"
RELEASE_HEADER = "X-Pywar-Release"


def token_file(deployment: str) -> str:
    """Return the path of a running check's token, which the server's group can read."""
    return os.path.join(deployment, ".pywar", "check")


def identify(application: Any, bundle: Bundle) -> object:
    """Return the application of a deployed release with the header added; any other unchanged."""
    if bundle.deployment is None:
        return application
    name = os.path.basename(bundle.root)
    if bundle.interface != "asgi":
        return _wsgi(application, name, token_file(bundle.deployment))
    import inspect  # a WSGI application does not pay for it

    call = application if inspect.isroutine(application) else type(application).__call__
    if not inspect.iscoroutinefunction(call):
        return application  # ASGI 2, or an object whose kind a server must find out itself
    return _asgi(application, name, token_file(bundle.deployment))


def identify_failure(application: Any, root: str) -> object:
    """Return the WSGI application that answers for a release at `root` that did not start, with the header added."""
    deployment = deployment_of(root)
    return _wsgi(application, os.path.basename(root), token_file(deployment)) if deployment else application


def _wsgi(application: Any, name: str, path: str) -> object:
    def answer(environ: dict, start_response: Callable) -> object:
        token = environ.get("HTTP_X_PYWAR_CHECK")
        if token is None or not _is_current(token, path):
            return application(environ, start_response)

        def start(status: str, headers: list, *failure: object) -> object:
            return start_response(status, [*headers, (RELEASE_HEADER, name)], *failure)

        return application(environ, start)

    return answer


def _asgi(application: Any, name: str, path: str) -> object:
    asked, header = CHECK_HEADER.lower().encode("ascii"), (RELEASE_HEADER.lower().encode("ascii"), name.encode("utf-8"))

    async def answer(scope: dict, receive: Callable, send: Callable) -> object:
        tokens = [value for key, value in scope.get("headers") or () if key == asked]
        if not tokens or not _is_current(tokens[0].decode("latin-1"), path):
            return await application(scope, receive, send)

        async def send_with_release(message: dict) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), header]}
            await send(message)

        return await application(scope, receive, send_with_release)

    return answer


def _is_current(token: str, path: str) -> bool:
    try:
        with open(path, encoding="latin-1") as stream:
            return bool(token) and stream.read() == token
    except OSError:
        return False
