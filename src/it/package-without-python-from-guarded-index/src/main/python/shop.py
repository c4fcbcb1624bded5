import greeting


def app(environ, start_response): ...
