"""Addresses of the atlas."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

urlpatterns = [
    path("", lambda r: HttpResponse(""), name="atlas"),
    path("opportunities/<path:name>/", lambda r, name: HttpResponse(""), name="atlas_opportunity"),
]
