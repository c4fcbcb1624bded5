"""Which path shows what."""
from django.urls import path

from store import views

urlpatterns = [
    path("", views.window),
    path("libraries", views.libraries),
    path("thumbnail.png", views.thumbnail),
]
