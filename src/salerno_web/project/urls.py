"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

from salerno_web.atlas.urls import editors
from salerno_web.routes.urls import degrees

urlpatterns = [
    path("", include("salerno_web.ui.urls")),
    path("", include("salerno_web.people.urls")),
    path("atlas/", include("salerno_web.atlas.urls")),
    path("editors/", include(editors)),
    path("", include("salerno_web.credentials.urls")),
    path("opportunities/", include("salerno_web.opportunities.urls")),
    path("programmes/", include(degrees)),
    path("programmes/", include("salerno_web.programmes.urls")),
    path("", include("salerno_web.placements.urls")),
    path("routes/", include("salerno_web.routes.urls")),
    path("account/", include("allauth.urls")),
    path("api/", include("salerno_web.api.urls")),
    path("", include("salerno_web.project.health")),
]

handler400 = "salerno_web.ui.views.bad_request"
handler403 = "salerno_web.ui.views.permission_denied"
handler404 = "salerno_web.ui.views.not_found"
handler500 = "salerno_web.ui.views.server_error"
