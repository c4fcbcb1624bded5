import prices


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html")])
    return [prices.label("<shop>").encode()]


def total(count):
    return count * prices.PRICE
