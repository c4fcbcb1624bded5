"""One uvicorn process below `_pywar.uvicorn`: tells when it accepts, and stops without losing a request."""

import asyncio
import importlib
import os
import socket
import sys

from _pywar.archive.bundle import Bundle
from _pywar.base import report
from _pywar.boot import fixup, process

# what was accepted a moment ago gets its request read and answered
_GRACE_SECONDS = 1.0


def main(listener, ready, options):
    os.environ.setdefault("PYWAR_ON_ERROR", "raise")
    try:
        bundle = Bundle(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
        fixup.activate(bundle)
        process.work_in(bundle.working_directory)
    except report.Refusal as refusal:
        report.answer(refusal, "__main__")
    # the package's attribute of this name is a function, so the module is asked for by name
    module = importlib.import_module("uvicorn.main")
    module.Server = serving(module.Server, listener, ready)
    module.main(["--fd", str(listener), *options, "_pywar.asgi:application"])


def serving(base, listener, ready):
    """uvicorn's server with additions: the socket as what it is, a word when it accepts, a pause before it closes."""

    class Server(base):
        async def startup(self, sockets=None):
            # from `--fd` uvicorn makes a Unix socket: no client addresses, and 40 ms for each kept-alive request
            await super().startup(sockets=sockets or [socket.socket(fileno=listener)])
            if self.started:
                os.write(ready, b"1")
                os.close(ready)

        async def shutdown(self, sockets=None):
            await stop_accepting(self.servers)
            # uvicorn closes idle connections at once, also those whose first request is on its way
            # who keeps a connection alive learns with the next answer that it ends, and comes back anew
            state = self.server_state
            state.default_headers = [*state.default_headers, (b"connection", b"close")]
            await asyncio.sleep(_GRACE_SECONDS)
            await super().shutdown(sockets=sockets)

    return Server


async def stop_accepting(servers):
    """Close the listening sockets, after each connection that was accepted has its transport.

    asyncio accepts in one turn of its loop and makes the transport in the next. It drops the
    connection, which the client sees as a reset, if the server was closed between the two.
    """
    loop = asyncio.get_running_loop()
    for server in servers:
        for listener in server.sockets or ():
            loop.remove_reader(listener.fileno())
    await asyncio.sleep(0)
    for server in servers:
        server.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
