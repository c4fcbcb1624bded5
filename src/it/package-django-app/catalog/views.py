import io
import sys
from importlib import metadata

import asgiref
import django
import PIL._imaging
from django.http import HttpResponse, JsonResponse
from PIL import Image


def picture(request):
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(data, "PNG")
    return HttpResponse(data.getvalue(), content_type="image/png")


def libraries(request):
    """Returns the origins of the libraries of this process; gunicorn is one of them if it is the server."""
    loaded = [asgiref, django, PIL._imaging] + [sys.modules[name] for name in ("gunicorn",) if name in sys.modules]
    return JsonResponse({
        "origins": {module.__name__: module.__file__ for module in loaded},
        "versions": {name: metadata.version(name) for name in ("asgiref", "django", "gunicorn", "pillow")},
    })
