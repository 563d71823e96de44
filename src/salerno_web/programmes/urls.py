"""Addresses of where one can study."""

from __future__ import annotations

from django.urls import path

from salerno_web.programmes.views import budgets, finder, shortlists

urlpatterns = [
    path("", finder.programmes, name="programmes"),
    path("map/", finder.programmes_map, name="programmes_map"),
    path("statistics/", finder.programmes_statistics, name="programmes_statistics"),
    path("compare/", finder.programmes_compare, name="programmes_compare"),
    path("shortlist/", shortlists.shortlist, name="shortlist"),
    path("shortlist/change/", shortlists.shortlist_change, name="shortlist_change"),
    path("<path:name>/budget/", budgets.programme_budget, name="programme_budget"),
    path("<path:name>/", finder.programme, name="programme"),
]
