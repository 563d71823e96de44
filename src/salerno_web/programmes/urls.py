"""Addresses of where one can study."""

from __future__ import annotations

from django.urls import path

from salerno_web.programmes.views import budgets, downloads, finder, funding, imports, shortlists

urlpatterns = [
    path("", finder.programmes, name="programmes"),
    path("map/", finder.programmes_map, name="programmes_map"),
    path("statistics/", finder.programmes_statistics, name="programmes_statistics"),
    path("compare/", finder.programmes_compare, name="programmes_compare"),
    path("shortlist/", shortlists.shortlist, name="shortlist"),
    path("shortlist/change/", shortlists.shortlist_change, name="shortlist_change"),
    path("shortlist/workbook/", downloads.shortlist_workbook, name="shortlist_workbook"),
    path("shortlist/notes/", downloads.shortlist_notes, name="shortlist_notes"),
    path("funding/", funding.funds, name="funds"),
    path("funding/visas/", funding.funds_visas, name="funds_visas"),
    path("funding/<path:name>/", funding.fund, name="fund"),
    path("import/", imports.programmes_import, name="programmes_import"),
    path("import/<uuid:name>/", imports.programmes_import_one, name="programmes_import_one"),
    path(
        "import/<uuid:name>/columns/",
        imports.programmes_import_columns,
        name="programmes_import_columns",
    ),
    path("import/<uuid:name>/rows/", imports.programmes_import_rows, name="programmes_import_rows"),
    path("import/<uuid:name>/undo/", imports.programmes_import_undo, name="programmes_import_undo"),
    path("<path:name>/budget/", budgets.programme_budget, name="programme_budget"),
    path("<path:name>/", finder.programme, name="programme"),
]
