"""A minimal shop: one page, which prints the origin of its libraries."""
import flask


def create_app():
    app = flask.Flask(__name__)

    @app.get("/")
    def index():
        return flask.render_template("index.html", origin=flask.__file__)

    return app
