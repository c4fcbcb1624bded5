from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import path
from django.utils.translation import gettext


def start(request):
    return HttpResponse(f'<link rel="stylesheet" href="{static("shop/shop.css")}"><h1>{gettext("Welcome")}</h1>')


urlpatterns = [path("", start)]
