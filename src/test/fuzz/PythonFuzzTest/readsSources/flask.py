#!/usr/bin/env python3
"""A shop's \"app\"."""
from flask import Flask  # why
import os, sys as s
name = r'\x' + f"{os.name!r} # no"
app = Flask(__name__)
def create_app(config=None):
    return app
