"""WSGI or ASGI: what the declared interface cannot call is refused in words, and nothing else is."""

import functools
import importlib.util
import unittest
from types import SimpleNamespace
from unittest import mock

from archives import Archive  # also puts the runtime on sys.path
from support import Case

from _pywar.base.report import Refusal, plain
from _pywar.boot import interface


def wsgi(environ, start_response):
    raise AssertionError("nothing is called")


def wsgi_with_option(environ, start_response, debug=False):
    raise AssertionError("nothing is called")


async def asgi(scope, receive, send):
    raise AssertionError("nothing is called")


def asgi_by_hand(scope, receive, send):
    raise AssertionError("nothing is called")


class Wsgi:
    def __call__(self, environ, start_response):
        raise AssertionError("nothing is called")


class Asgi:
    async def __call__(self, scope, receive, send):
        raise AssertionError("nothing is called")

    def handle(self, scope, receive, send):
        raise AssertionError("nothing is called")


class WsgiClass:
    """PEP 3333's own example: an instance for each request."""

    def __init__(self, environ, start_response):
        raise AssertionError("nothing is called")


class Asgi2:
    def __init__(self, scope):
        raise AssertionError("nothing is called")


class Pretender:
    """A proxy that raises where it is looked at."""

    @property
    def __signature__(self):
        raise RuntimeError("working outside of application context")

    def __call__(self, *arguments):
        raise AssertionError("nothing is called")


async def asgi_of_any(*arguments):
    raise AssertionError("nothing is called")


@functools.wraps(wsgi)
def wrapper(*arguments, **named):
    raise AssertionError("nothing is called")


@functools.wraps(asgi_by_hand)
def wsgi_around_asgi(environ, start_response):
    raise AssertionError("nothing is called")


def create_app():
    raise AssertionError("nothing is called")


def create_configured(config=None):
    raise AssertionError("nothing is called")


def needs_more(environ, start_response, *, settings):
    raise AssertionError("nothing is called")


WSGI = [wsgi, Wsgi(), Wsgi().__call__, WsgiClass, functools.partial(wsgi), wsgi_around_asgi, lambda *both: None]
WSGI += [functools.partial(asgi_by_hand, None), wrapper, wsgi_with_option, Pretender(), mock.Mock()]
ASGI = [asgi, asgi_by_hand, Asgi(), Asgi().handle, Asgi2, functools.partial(asgi), asgi_of_any, lambda *all: None]
ASGI += [wrapper, wsgi_with_option, Pretender(), mock.Mock()]


def refusal(application, declared, factory=False):
    entry = {"module": "shop", "attribute": "app", "factory": factory}
    bundle = SimpleNamespace(interface=declared, entry=entry, entry_text="shop:app", label="shop 1.0")
    try:
        interface.check(bundle, application)
    except Refusal as refused:
        return plain(refused)
    return ""


class InterfaceTest(unittest.TestCase):
    def test_what_can_be_called_passes(self):
        for declared, applications in (("wsgi", WSGI), ("asgi", ASGI)):
            for application in applications:
                with self.subTest(declared, application=application):
                    self.assertEqual(refusal(application, declared), "")

    def test_the_other_interface_is_named(self):
        for application in (asgi, asgi_by_hand, Asgi(), Asgi().handle, functools.partial(asgi), asgi_of_any):
            with self.subTest(application=application):
                self.assertIn("hint: it is ASGI: declare <interface>asgi</interface>", refusal(application, "wsgi"))
        for application in (wsgi, Wsgi(), WsgiClass, wsgi_around_asgi):
            with self.subTest(application=application):
                self.assertIn("hint: it is WSGI: declare <interface>wsgi</interface>", refusal(application, "asgi"))

    def test_a_factory_without_brackets_is_named(self):
        for declared in ("wsgi", "asgi"):
            for factory in (create_app, create_configured):
                self.assertIn("hint: if it makes the application, declare", refusal(factory, declared))
                self.assertIn("hint: name the application, or", refusal(factory, declared, factory=True))
        self.assertIn("hint: name the application, or", refusal(needs_more, "wsgi"))

    def test_the_message(self):
        self.assertEqual(
            refusal(asgi, "wsgi"),
            "pywar: `shop:app` of shop 1.0 is no WSGI application:"
            " a server calls it with (environ, start_response)\n"
            "    it takes (scope, receive, send) and is asynchronous\n"
            "hint: it is ASGI: declare <interface>asgi</interface> in the POM\n",
        )

    @unittest.skipUnless(importlib.util.find_spec("flask"), "flask is not installed")
    def test_flask_itself(self):
        import flask

        application = flask.Flask("shop")
        self.assertEqual(refusal(application, "wsgi"), "")
        self.assertIn("hint: it is WSGI", refusal(application, "asgi"))


class CheckedArchiveTest(Case):
    """The tool refuses such an archive wherever it loads the entry."""

    def archive(self, declared, application):
        return Archive().app("shop.py", application).entry("shop:application", interface=declared).zip(self.path("shop.pywar"))

    def test_check_and_serve_refuse_it(self):
        asynchronous = "async def application(scope, receive, send): pass\n"
        code, _, err = self.python(self.archive("wsgi", asynchronous), "check")
        self.assertEqual(code, 3)
        self.assertIn("fix:      it is ASGI: declare <interface>asgi</interface> in the POM", err)


if __name__ == "__main__":
    unittest.main()
