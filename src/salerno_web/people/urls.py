"""Addresses of accounts, sharing, organisations and operation."""

from __future__ import annotations

from django.urls import path

from salerno_web.people.views import mail, me, operators, organisations

urlpatterns = [
    path("me/", me.privacy, name="privacy"),
    path("me/sharing/", me.sharing, name="sharing"),
    path("me/sharing/<uuid:name>/withdraw/", me.withdraw, name="consent_withdraw"),
    path("me/keys/", me.tokens, name="tokens"),
    path("me/keys/<uuid:name>/revoke/", me.revoke, name="token_revoke"),
    path("me/everything.zip", me.export, name="export"),
    path("me/erase/", me.erase, name="erase"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<uuid:name>/", organisations.organisation, name="organisation"),
    path(
        "organisations/<uuid:name>/members/<int:membership>/end/",
        organisations.leave,
        name="membership_end",
    ),
    path(
        "organisations/<uuid:name>/members/<int:membership>/role/",
        organisations.change_role,
        name="membership_role",
    ),
    path("organisations/<uuid:name>/mail/", mail.organisation_mail, name="organisation_mail"),
    path(
        "organisations/<uuid:name>/mail/<int:message>/",
        mail.organisation_mail_change,
        name="organisation_mail_change",
    ),
    path("invitations/<str:told>/", organisations.invitation, name="invitation"),
    path("operators/", operators.operators, name="operators"),
    path("operators/mail/", operators.mail, name="failed_mail"),
    path("operators/mail/<int:name>/again/", operators.retry, name="mail_retry"),
    path("operators/mail/<int:name>/drop/", operators.drop, name="mail_drop"),
]
