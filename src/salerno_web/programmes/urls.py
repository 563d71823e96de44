"""Addresses of where one can study."""

from __future__ import annotations

from django.urls import path

from salerno_web.programmes import views

urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("compare/", views.programmes_compare, name="programmes_compare"),
    path("shortlist/", views.shortlist, name="shortlist"),
    path("shortlist/change/", views.shortlist_change, name="shortlist_change"),
    path("<path:name>/", views.programme, name="programme"),
]
