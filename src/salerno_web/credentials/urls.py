"""Addresses of the interview, the record and its documents."""

from __future__ import annotations

from django.urls import path

from salerno_web.credentials.views import documents, interview, people, record

urlpatterns = [
    path("interview/", interview.start, name="interview"),
    path("interview/next/", interview.following, name="interview_next"),
    path("interview/file/", interview.from_file, name="interview_file"),
    path("interview/forget/", interview.forgotten, name="interview_forget"),
    path("interview/<str:subject>/<path:name>/", interview.question, name="interview_question"),
    path("record/", record.record, name="record"),
    path("record/arrive/", record.arrive, name="record_arrive"),
    path("record/person.yaml", record.person_file, name="record_file"),
    path("record/documents/", documents.documents, name="documents"),
    path("record/documents/<uuid:name>/", documents.document, name="document"),
    path("record/documents/<uuid:name>/file", documents.file, name="document_file"),
    path("record/documents/<uuid:name>/remove/", documents.remove, name="document_remove"),
    path("record/credentials/add/", record.choose_type, name="credential_choose"),
    path("record/credentials/add/<path:type_>/", record.add, name="credential_add"),
    path("record/credentials/<uuid:name>/", record.edit, name="credential"),
    path("record/credentials/<uuid:name>/remove/", record.remove, name="credential_remove"),
    path("people/<uuid:name>/record/", people.person_record, name="person_record"),
    path("record/credentials/<uuid:name>/vouch/", people.vouched, name="credential_vouch"),
    path("record/<str:kind>/<path:name>/reopen/", record.reopen, name="record_reopen"),
]
