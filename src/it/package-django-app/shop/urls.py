from catalog.views import picture
from django.urls import path

urlpatterns = [path("", picture)]
