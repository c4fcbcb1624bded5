import os

from markupsafe import escape

PRICE = int(os.environ.get("SHOP_PRICE", "1"))


def label(text):
    return str(escape(text))
