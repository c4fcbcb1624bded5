import io

from django.http import HttpResponse
from PIL import Image


def picture(request):
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(data, "PNG")
    return HttpResponse(data.getvalue(), content_type="image/png")
