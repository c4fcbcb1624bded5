import core


def list_price():
    return "list price: " + core.price()
