"""Addresses of the front door and of what every page shares."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from salerno_web.ui import views

urlpatterns = [
    path("", views.home, name="home"),
    path("styles/", views.styles, name="styles"),
    path("language/", set_language, name="set_language"),
    path("about/", views.about, name="about"),
    path("about/accessibility/", views.about_accessibility, name="about_accessibility"),
    path("about/privacy/", views.about_privacy, name="about_privacy"),
]
