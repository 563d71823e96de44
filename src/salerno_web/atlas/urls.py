"""Addresses of the atlas, and of the queue of its editors."""

from __future__ import annotations

from django.urls import path

from salerno_web.atlas.views import pages, reports

urlpatterns = [
    path("", pages.atlas, name="atlas"),
    path("countries/<str:code>/", pages.country, name="atlas_country"),
    path("sources/", pages.sources, name="atlas_sources"),
    path("changes/", pages.changes, name="atlas_changes"),
    path("disputes/", pages.disputes, name="atlas_disputes"),
    path("wrong/<path:name>/", reports.wrong, name="atlas_wrong"),
    path("opportunities/<path:name>/", pages.opportunity, name="atlas_opportunity"),
]
editors = [
    path("reports/", reports.reports, name="reports"),
    path("reports/<uuid:name>/", reports.report, name="report"),
]
