import os

from markupsafe import escape

PRICE = int(os.environ.get("SHOP_PRICE", "1"))


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html")])
    return [str(escape("<shop>")).encode()]


def total(count):
    return count * PRICE
