from catalog.views import libraries, picture
from django.urls import path

urlpatterns = [path("", picture), path("libraries", libraries)]
