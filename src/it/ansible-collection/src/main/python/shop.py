TABLES = ["orders", "prices"]


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [" ".join(TABLES).encode()]
