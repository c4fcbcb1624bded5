"""One uvicorn process below `_pywar.uvicorn`: reports when it accepts, and stops without losing a request."""

from __future__ import annotations

import asyncio
import importlib
import os
import socket
import sys
from typing import Any

from _pywar.archive.bundle import Bundle
from _pywar.base import report
from _pywar.boot import fixup, process

# a connection that has just been accepted sends its request within this time
_GRACE_SECONDS = 1.0


def main(listener: int, ready: int, options: list[str]) -> None:
    os.environ.setdefault("PYWAR_ON_ERROR", "raise")
    try:
        bundle = Bundle(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
        fixup.activate(bundle)
        process.work_in(bundle.working_directory)
    except report.Refusal as refusal:
        report.answer(refusal, "__main__")
    # the package's attribute of this name is a function, so import the module by its name
    module: Any = importlib.import_module("uvicorn.main")
    module.Server = serving(module.Server, listener, ready)
    module.main(["--fd", str(listener), *options, "_pywar.asgi:application"])


def serving(base: Any, listener: int, ready: int) -> type:
    """Return uvicorn's server class with the listening socket, a byte to `ready` at its start, and a pause before its end."""

    class Server(base):
        async def startup(self, sockets: Any = None) -> None:
            # from `--fd` uvicorn makes a Unix socket: no client addresses, and 40 ms for each kept-alive request
            await super().startup(sockets=sockets or [socket.socket(fileno=listener)])
            if self.started:
                os.write(ready, b"1")
                os.close(ready)

        async def shutdown(self, sockets: Any = None) -> None:
            await stop_accepting(self.servers)
            # uvicorn closes idle connections at once, also those with a first request on its way; by the
            # header of the next answer, a client with a kept-alive connection opens a new one
            state = self.server_state
            state.default_headers = [*state.default_headers, (b"connection", b"close")]
            await asyncio.sleep(_GRACE_SECONDS)
            await super().shutdown(sockets=sockets)

    return Server


async def stop_accepting(servers: Any) -> None:
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
