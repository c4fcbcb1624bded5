"""Pages of the application."""

from django.http import HttpResponse


def home(request):
    return HttpResponse("It works.")
