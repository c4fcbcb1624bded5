import archived
import detect
import local
import versioned


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    versions = [archived.version, detect.version, local.version, versioned.version]
    return ["Built from source: {}\n".format(versions).encode()]
