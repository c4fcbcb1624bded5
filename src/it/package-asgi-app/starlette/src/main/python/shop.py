import contextlib
import sys

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute

opened = []


@contextlib.asynccontextmanager
async def lifespan(app):
    opened.append(app)
    yield
    opened.clear()


async def front(request):
    return JSONResponse({"framework": "starlette", "open": bool(opened)})


async def echo(socket):
    await socket.accept()
    await socket.send_text("echo: " + await socket.receive_text())
    await socket.close()


async def libraries(request):
    names = ("starlette", "anyio", "uvicorn")
    return JSONResponse({"origins": {name: sys.modules[name].__file__ for name in names}})


app = Starlette(
    lifespan=lifespan,
    routes=[Route("/", front), Route("/libraries", libraries), WebSocketRoute("/echo", echo)],
)
