from catalog.views import front, libraries
from django.urls import path

urlpatterns = [path("", front), path("libraries", libraries)]
