import prices


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [prices.list_price().encode()]
