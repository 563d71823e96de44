"""Addresses of what is open to whoever looks."""

from __future__ import annotations

from django.urls import path

from salerno_web.opportunities import views

urlpatterns = [
    path("", views.opportunities, name="opportunities"),
    path("<path:name>/", views.opportunity, name="opportunity"),
]
