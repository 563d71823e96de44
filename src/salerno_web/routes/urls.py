"""Addresses of goals, plans and shared links."""

from __future__ import annotations

from django.urls import path

from salerno_web.routes import degree_views, views

urlpatterns = [
    path("", views.routes, name="routes"),
    path("new/", views.new, name="route_new"),
    path("shared/<str:key>/", views.shared, name="route_shared"),
    path("shared/<str:key>/timeline.svg", views.shared_picture, name="route_shared_picture"),
    path("<uuid:name>/", views.plan, name="route_plan"),
    path("<uuid:name>/timeline.svg", views.picture, name="route_picture"),
    path("<uuid:name>/routes.<str:ending>", views.download, name="route_file"),
    path("<uuid:name>/what-if/", views.what_if, name="route_what_if"),
    path("<uuid:name>/suppose-less/", views.suppose_less, name="route_suppose_less"),
    path("<uuid:name>/again/", views.renew, name="route_renew"),
    path("<uuid:name>/erase/", views.drop, name="route_drop"),
    path("<uuid:name>/share/", views.share, name="route_share"),
    path("<uuid:name>/share/<uuid:share_name>/revoke/", views.revoke, name="route_revoke"),
]

degrees = [path("<path:name>/routes/", degree_views.programme_routes, name="programme_routes")]
"""Under the addresses of programmes."""
