import os


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [("%s %s %d" % (environ["PATH_INFO"], os.environ.get("ROLE"), os.getpid())).encode()]
