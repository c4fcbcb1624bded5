import contextlib
import sys

import pydantic
from fastapi import FastAPI, WebSocket


class Order(pydantic.BaseModel):
    item: str
    count: int = 1


@contextlib.asynccontextmanager
async def lifespan(app):
    app.state.open = True
    yield
    app.state.open = False


def create_app():
    app = FastAPI(lifespan=lifespan)

    @app.get("/")
    async def front():
        return {"framework": "fastapi", "open": app.state.open}

    @app.post("/orders")
    async def order(wanted: Order):
        return {"ordered": f"{wanted.count} {wanted.item}"}

    @app.websocket("/echo")
    async def echo(socket: WebSocket):
        await socket.accept()
        await socket.send_text("echo: " + await socket.receive_text())
        await socket.close()

    @app.get("/libraries")
    async def libraries():
        names = ("fastapi", "starlette", "pydantic_core._pydantic_core", "uvicorn")
        return {"origins": {name: sys.modules[name].__file__ for name in names if name in sys.modules}}

    return app
