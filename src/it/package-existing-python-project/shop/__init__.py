from importlib.metadata import version

from greeting import hello

__version__ = version("shop")
