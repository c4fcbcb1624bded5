"""Runs inside the environment of the application: imports it."""

import os

import shop

with open(os.path.join(os.environ["PYWAR_SHARED"], "ran"), "a") as ran:
    ran.write("migrate %s\n" % " ".join(shop.TABLES))
