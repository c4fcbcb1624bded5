"""The store's pages."""
import importlib.metadata
import io
import sys

import asgiref
import django
import PIL
import PIL._imaging
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from PIL import Image


def window(request):
    return render(request, "store/window.html", {"articles": ["tea", "bread", "salt"]})


def thumbnail(request):
    """A square of the wanted width, drawn and encoded by Pillow's native code."""
    width = int(request.GET.get("width", "16"))
    picture = io.BytesIO()
    Image.new("RGB", (width, width), "teal").save(picture, "PNG")
    return HttpResponse(picture.getvalue(), content_type="image/png")


def libraries(request):
    """Which libraries this process really runs: name, version, file."""
    report = {
        name: {"version": importlib.metadata.version(name), "file": module.__file__}
        for name, module in (("asgiref", asgiref), ("django", django), ("pillow", PIL))
    }
    report["pillow"]["native"] = PIL._imaging.__file__
    if "gunicorn" in sys.modules:
        gunicorn = sys.modules["gunicorn"]
        report["gunicorn"] = {"version": gunicorn.__version__, "file": gunicorn.__file__}
    report["python"] = {"version": "%d.%d.%d" % sys.version_info[:3], "file": sys.executable}
    return JsonResponse(report)
