"""Addresses of the API, and of the page that describes it."""

from __future__ import annotations

from django.urls import include, path, re_path

from salerno_web.api import views
from salerno_web.api.versions import patterns

urlpatterns = [
    path("", views.api, name="api"),
    path("v1/openapi.json", views.openapi, name="api_openapi"),
    path("v1/", include(list(patterns()))),
    re_path(r"^v1(?:/.*)?$", views.nothing, name="api_nothing"),
]
