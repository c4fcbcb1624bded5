"""Prints the start page, and the length of the style sheet that it names."""

import re

import shop.wsgi  # noqa: F401
from django.test import Client

page = Client().get("/").content.decode()
print(page)
style = Client().get(re.search('href="([^"]+)"', page).group(1))
print(style.status_code, style["Cache-Control"], b"".join(style.streaming_content).decode())
