"""Which release answered: `X-Pywar-Release`, told to the deployment's own health check alone.

The check sends a word that it has just written into the deployment; whoever else asks gets
the application's answer as it is, and learns nothing of its version.
"""

import os

from _pywar.archive.bundle import deployment_of

ASKED = "X-Pywar-Check"
TOLD = "X-Pywar-Release"


def word_file(deployment):
    """Where the word of a check under way lies; readable by the server's group."""
    return os.path.join(deployment, ".pywar", "check")


def telling(application, bundle):
    """The application of a deployed release, able to tell its name; any other is given as it is."""
    if bundle.deployment is None:
        return application
    name = os.path.basename(bundle.root)
    if bundle.interface != "asgi":
        return _wsgi(application, name, word_file(bundle.deployment))
    import inspect  # a WSGI application does not pay for it

    call = application if inspect.isroutine(application) else type(application).__call__
    if not inspect.iscoroutinefunction(call):
        return application  # ASGI 2, or something that a server must look at itself
    return _asgi(application, name, word_file(bundle.deployment))


def telling_failure(application, root):
    """The WSGI application that answers for a release at `root` that did not start."""
    deployment = deployment_of(root)
    return _wsgi(application, os.path.basename(root), word_file(deployment)) if deployment else application


def _wsgi(application, name, path):
    def answer(environ, start_response):
        word = environ.get("HTTP_X_PYWAR_CHECK")
        if word is None or not _is_ours(word, path):
            return application(environ, start_response)

        def start(status, headers, *failure):
            return start_response(status, [*headers, (TOLD, name)], *failure)

        return application(environ, start)

    return answer


def _asgi(application, name, path):
    asked, told = ASKED.lower().encode("ascii"), (TOLD.lower().encode("ascii"), name.encode("utf-8"))

    async def answer(scope, receive, send):
        words = [value for key, value in scope.get("headers") or () if key == asked]
        if not words or not _is_ours(words[0].decode("latin-1"), path):
            return await application(scope, receive, send)

        async def tell(message):
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), told]}
            await send(message)

        return await application(scope, receive, tell)

    return answer


def _is_ours(word, path):
    try:
        with open(path, encoding="latin-1") as stream:
            return bool(word) and stream.read() == word
    except OSError:
        return False
