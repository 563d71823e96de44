"""Who gets what at every address of the site; an address that is not in the table fails."""

import pytest
from django.apps import apps
from django.urls import reverse

from salerno_web.people.models import Kind, Membership, Organisation, Role
from tests.web.conftest import someone
from tests.web.world import just_signed_in, patterns, things

pytestmark = pytest.mark.django_db

# What GET answers. trota: a trainee, whose record, document, plan, link, key and consent these are.
# abella: somebody else. costanza: coordinator of the hospital that Trota shares with.
TABLE = """
                                     visitor  trota    abella   costanza editor   operator
home                                 200      200      200      200      200      200
styles                               200      200      200      200      200      200
set_language                         302      302      302      302      302      302
about                                200      200      200      200      200      200
about_accessibility                  200      200      200      200      200      200
about_privacy                        200      200      200      200      200      200
privacy                              302      200      200      200      200      200
sharing                              302      200      200      200      200      200
consent_withdraw                     302      405      405      405      405      405
tokens                               302      200      200      200      200      200
token_revoke                         302      405      405      405      405      405
export                               302      200      200      200      200      200
erase                                302      200      200      200      200      200
organisations                        302      200      200      200      200      200
organisation                         302      404      404      200      404      404
membership_end                       302      405      405      405      405      405
membership_role                      302      404      404      200      404      404
organisation_mail                    302      404      404      200      404      404
organisation_mail_change             302      405      405      405      405      405
invitation                           302      200      200      200      200      200
operators                            302      404      404      404      404      200
failed_mail                          302      404      404      404      404      200
mail_retry                           302      405      405      405      405      405
mail_drop                            302      405      405      405      405      405
atlas                                200      200      200      200      200      200
atlas_country                        200      200      200      200      200      200
atlas_sources                        200      200      200      200      200      200
atlas_changes                        200      200      200      200      200      200
atlas_disputes                       200      200      200      200      200      200
atlas_wrong                          200      200      200      200      200      200
atlas_opportunity                    200      200      200      200      200      200
reports                              404      404      404      404      200      404
report                               404      404      404      404      200      404
interview                            200      200      200      200      200      200
interview_next                       302      302      302      302      302      302
interview_file                       200      200      200      200      200      200
interview_forget                     405      405      405      405      405      405
interview_question                   200      200      200      200      200      200
record                               200      200      200      200      200      200
record_arrive                        302      302      302      302      302      302
record_file                          200      200      200      200      200      200
documents                            302      200      200      200      200      200
document                             302      200      404      200      404      404
document_file                        302      200      404      200      404      404
document_remove                      302      405      405      405      405      405
credential_choose                    200      200      200      200      200      200
credential_add                       200      200      200      200      200      200
credential                           404      200      404      404      404      404
credential_remove                    405      405      405      405      405      405
person_record                        302      200      404      200      404      404
credential_vouch                     302      404      404      200      404      404
record_reopen                        405      405      405      405      405      405
opportunities                        200      200      200      200      200      200
opportunity                          200      200      200      200      200      200
programme_routes                     200      200      200      200      200      200
programmes                           200      200      200      200      200      200
programmes_map                       200      200      200      200      200      200
programmes_statistics                200      200      200      200      200      200
programmes_compare                   200      200      200      200      200      200
shortlist                            200      200      200      200      200      200
shortlist_change                     405      405      405      405      405      405
shortlist_workbook                   200      200      200      200      200      200
shortlist_notes                      405      405      405      405      405      405
funds                                200      200      200      200      200      200
funds_visas                          200      200      200      200      200      200
fund                                 200      200      200      200      200      200
programmes_import                    404      404      404      404      200      200
programmes_import_one                404      404      404      404      302      302
programmes_import_columns            404      404      404      404      200      200
programmes_import_rows               404      404      404      404      200      200
programmes_import_undo               405      405      405      405      405      405
programme_budget                     200      200      200      200      200      200
programme                            200      200      200      200      200      200
placements                           302      200      200      200      200      200
placement_propose                    302      200      200      200      200      200
proposal                             302      200      404      404      404      404
proposal_asked                       404      404      404      404      404      404
host_proposals                       302      404      404      200      404      404
host_proposal                        302      404      404      200      404      404
placement                            302      200      404      200      404      404
placement_move                       302      405      405      405      405      405
placement_remind                     302      405      405      405      405      405
placement_log                        302      200      404      200      404      404
placement_log_confirm                302      405      405      405      405      405
placement_log_drop                   302      405      405      405      405      405
placement_evaluations                302      200      404      200      404      404
placement_evaluate                   302      404      404      200      404      404
placement_evaluator                  302      404      404      200      404      404
evaluate                             200      200      200      200      200      200
placement_letters                    302      200      404      404      404      404
placement_letter                     302      200      404      404      404      404
placement_letter_withdraw            302      405      405      405      405      405
letter_write                         200      200      200      200      200      200
letter_read                          404      404      404      404      404      404
placement_incidents                  302      200      404      200      404      404
placement_incident                   302      200      404      200      404      404
placement_payments                   302      200      404      404      404      404
host_rotations                       302      404      404      200      404      404
host_rotation_new                    302      404      404      200      404      404
host_place_new                       302      404      404      200      404      404
host_text                            302      404      404      200      404      404
host_file                            302      404      404      200      404      404
host_rotation                        302      404      404      200      404      404
host_place                           302      404      404      200      404      404
host_queue                           302      404      404      200      404      404
host_queue_one                       302      404      404      200      404      404
host_agreements                      302      404      404      200      404      404
school_agreements                    302      404      404      404      404      404
school_releases                      302      404      404      404      404      404
host_insight                         302      404      404      200      404      404
host_insight_workbook                302      404      404      200      404      404
host_payments                        302      404      404      200      404      404
payment_told                         405      405      405      405      405      405
host_imports                         302      404      404      200      404      404
host_import                          302      404      404      200      404      404
host_import_columns                  302      404      404      200      404      404
host_import_undo                     302      405      405      405      405      405
placements_workbook                  302      200      200      200      200      200
host_workbook                        302      404      404      200      404      404
school_workbook                      302      404      404      404      404      404
rotations                            200      200      200      200      200      200
rotations_map                        200      200      200      200      200      200
rotations_calendar                   200      200      200      200      200      200
rotation                             200      200      200      200      200      200
calendars                            302      200      200      200      200      200
calendar_revoke                      302      405      405      405      405      405
calendar                             200      200      200      200      200      200
webhooks                             302      404      404      200      404      404
webhook_end                          302      405      405      405      405      405
webhook_test                         302      405      405      405      405      405
certificate_verify                   200      200      200      200      200      200
certificate_status                   200      200      200      200      200      200
certificate                          200      200      200      200      200      200
certificate_pdf                      200      200      200      200      200      200
certificate_badge                    200      200      200      200      200      200
certificate_token                    200      200      200      200      200      200
certificate_revoke                   302      404      404      200      404      404
certificate_issuer                   200      200      200      200      200      200
routes                               200      200      200      200      200      200
route_new                            200      200      200      200      200      200
route_shared                         200      200      200      200      200      200
route_shared_picture                 200      200      200      200      200      200
route_plan                           404      200      404      404      404      404
route_picture                        404      200      404      404      404      404
route_file                           404      200      404      404      404      404
route_what_if                        404      200      404      404      404      404
route_suppose_less                   405      405      405      405      405      405
route_renew                          405      405      405      405      405      405
route_drop                           405      405      405      405      405      405
route_share                          302      405      405      405      405      405
route_revoke                         302      405      405      405      405      405
account_login                        200      302      302      302      302      302
account_logout                       302      200      200      200      200      200
account_inactive                     200      200      200      200      200      200
account_signup                       200      302      302      302      302      302
account_reauthenticate               302      200      200      200      200      200
account_email                        302      200      200      200      200      200
account_email_verification_sent      200      200      200      200      200      200
account_change_password              302      200      200      200      200      200
account_set_password                 302      302      302      302      302      302
account_reset_password               200      200      200      200      200      200
account_confirm_login_code           302      302      302      302      302      302
account_confirm_email                200      200      200      200      200      200
account_reset_password_from_key_done 200      200      200      200      200      200
account_reset_password_from_key      200      200      200      200      200      200
account_reset_password_done          200      200      200      200      200      200
mfa_index                            302      200      200      200      200      200
mfa_authenticate                     302      302      302      302      302      302
mfa_reauthenticate                   302      302      302      302      302      302
mfa_activate_totp                    302      200      200      200      200      200
mfa_deactivate_totp                  302      404      404      404      404      404
mfa_view_recovery_codes              302      404      404      404      404      404
mfa_generate_recovery_codes          302      200      200      200      200      200
mfa_download_recovery_codes          302      404      404      404      404      404
mfa_list_webauthn                    302      200      200      200      200      200
mfa_add_webauthn                     302      200      200      200      200      200
mfa_reauthenticate_webauthn          302      302      302      302      302      302
mfa_remove_webauthn                  302      404      404      404      404      404
mfa_edit_webauthn                    302      404      404      404      404      404
mfa_login_webauthn                   302      302      302      302      302      302
socialaccount_login_cancelled        200      200      200      200      200      200
socialaccount_login_error            401      401      401      401      401      401
socialaccount_signup                 302      302      302      302      302      302
socialaccount_connections            302      200      200      200      200      200
account/social/login/cancelled/      301      301      301      301      301      301
account/social/login/error/          301      301      301      301      301      301
account/social/signup/               301      301      301      301      301      301
account/social/connections/          301      301      301      301      301      301
openid_connect_login                 404      404      404      404      404      404
openid_connect_callback              404      404      404      404      404      404
usersessions_list                    302      200      200      200      200      200
api                                  200      200      200      200      200      200
api_openapi                          200      200      200      200      200      200
api_verdicts                         405      405      405      405      405      405
api_questions                        405      405      405      405      405      405
api_routes                           405      405      405      405      405      405
api_opportunities                    200      200      200      200      200      200
api_opportunity                      200      200      200      200      200      200
api_programmes                       200      200      200      200      200      200
api_programme_verdicts               405      405      405      405      405      405
api_programme                        200      200      200      200      200      200
api_rotations                        200      200      200      200      200      200
api_rotation_verdicts                405      405      405      405      405      405
api_rotation                         200      200      200      200      200      200
api_placements                       401      401      401      401      401      401
api_placement_wait                   405      405      405      405      405      405
api_placement                        401      401      401      401      401      401
api_placement_swap                   405      405      405      405      405      405
api_placement_moves                  405      405      405      405      405      405
api_evaluations                      401      401      401      401      401      401
api_evaluation                       405      405      405      405      405      405
api_evaluation_guest                 405      405      405      405      405      405
api_decisions                        401      401      401      401      401      401
api_log                              401      401      401      401      401      401
api_log_hours                        405      405      405      405      405      405
api_log_cases                        405      405      405      405      405      405
api_log_entry                        405      405      405      405      405      405
api_log_confirm                      405      405      405      405      405      405
api_payments                         401      401      401      401      401      401
api_payment_paid                     405      405      405      405      405      405
api_payment_received                 405      405      405      405      405      405
api_payment_back                     405      405      405      405      405      405
api_letters                          401      401      401      401      401      401
api_letter_withdraw                  405      405      405      405      405      405
api_letter_send                      405      405      405      405      405      405
api_reports                          401      401      401      401      401      401
api_report_answer                    405      405      405      405      405      405
api_hosts                            401      401      401      401      401      401
api_host_published                   401      401      401      401      401      401
api_host_proposals                   401      401      401      401      401      401
api_proposal_confirm                 405      405      405      405      405      405
api_proposal_refuse                  405      405      405      405      405      405
api_guest_evaluation                 405      405      405      405      405      405
api_guest_letter                     200      200      200      200      200      200
api_guest_letter_decline             405      405      405      405      405      405
api_proposals                        401      401      401      401      401      401
api_proposal_withdraw                405      405      405      405      405      405
api_certificate                      200      200      200      200      200      200
api_badge_verify                     405      405      405      405      405      405
api_certificate_revoke               405      405      405      405      405      405
api_countries                        200      200      200      200      200      200
api_goals                            200      200      200      200      200      200
api_sources                          200      200      200      200      200      200
api_me                               401      401      401      401      401      401
api_record                           401      401      401      401      401      401
api_record_verdicts                  401      401      401      401      401      401
api_record_verdict                   401      401      401      401      401      401
api_record_rotations                 401      401      401      401      401      401
api_plans                            401      401      401      401      401      401
api_plan                             401      401      401      401      401      401
api_nothing                          404      404      404      404      404      404
livez                                200      200      200      200      200      200
readyz                               200      200      200      200      200      200
"""

# What an empty POST answers: a stranger finds nothing that is Trota's, and changes nothing.
POSTED = """
                                     visitor  abella
consent_withdraw                     302      404
token_revoke                         302      404
export                               302      200
erase                                302      200
organisation                         302      404
membership_end                       302      404
membership_role                      302      404
mail_retry                           302      404
mail_drop                            302      404
organisation_mail                    302      404
organisation_mail_change             302      404
invitation                           302      400
operators                            302      404
shortlist_change                     404      404
shortlist_notes                      422      422
programmes_import                    404      404
programmes_import_columns            404      404
programmes_import_rows               404      404
programmes_import_undo               404      404
report                               404      404
document                             302      404
document_remove                      302      404
credential                           404      404
credential_remove                    404      404
person_record                        302      404
credential_vouch                     302      404
proposal                             302      404
host_proposal                        302      404
placement_move                       302      404
placement_remind                     302      404
placement_log                        302      404
placement_log_confirm                302      404
placement_log_drop                   302      404
placement_evaluate                   302      404
placement_evaluator                  302      404
evaluate                             200      200
placement_letters                    302      404
placement_letter                     302      404
placement_letter_withdraw            302      404
letter_write                         200      200
placement_incidents                  302      404
placement_incident                   302      404
placement_payments                   302      404
host_rotation_new                    302      404
host_place_new                       302      404
host_text                            302      404
host_rotation                        302      404
host_place                           302      404
host_queue_one                       302      404
host_agreements                      302      404
school_agreements                    302      404
school_releases                      302      404
host_payments                        302      404
payment_told                         404      404
host_imports                         302      404
host_import                          302      404
host_import_columns                  302      404
host_import_undo                     302      404
rotation                             302      200
route_plan                           404      404
route_what_if                        404      404
route_suppose_less                   404      404
route_renew                          404      404
route_drop                           404      404
route_share                          302      404
route_revoke                         302      404
mfa_remove_webauthn                  302      404
mfa_edit_webauthn                    302      404
calendar_revoke                      302      404
webhooks                             302      404
webhook_end                          302      404
webhook_test                         302      404
api_placement_wait                   401      401
api_placement_swap                   401      401
api_placement_moves                  401      401
api_evaluation                       401      401
api_evaluation_guest                 401      401
api_log_hours                        401      401
api_log_cases                        401      401
api_log_entry                        405      405
api_log_confirm                      401      401
api_payment_paid                     401      401
api_payment_received                 401      401
api_payment_back                     401      401
api_guest_evaluation                 415      415
api_letter_withdraw                  401      401
api_letter_send                      401      401
api_report_answer                    401      401
api_proposal_confirm                 401      401
api_proposal_refuse                  401      401
api_guest_letter_decline             404      404
api_proposal_withdraw                401      401
api_certificate_revoke               401      401
"""

ROLES = ("visitor", "trota", "abella", "costanza", "editor", "operator")

# They name nobody's thing: they change what whoever posts told, or only think.
ABOUT_ONESELF = {
    "interview_forget", "record_reopen", "api_verdicts", "api_questions", "api_routes",
    "api_programme_verdicts", "api_rotation_verdicts", "api_badge_verify",
}  # fmt: skip

# What a GET may add: a browser session; that somebody looked at what is another's; and the words
# of a plan, kept so that they need not be thought again.
MAY_GROW = {"django_session", "people_event", "people_chainend", "routes_reading"}


def table_of(text):
    """Return what stands in a table, by the name of the address and by the role."""
    head, *lines = [line.split() for line in text.strip().splitlines()]
    return {line[0]: dict(zip(head, map(int, line[1:]), strict=True)) for line in lines}


def rows():
    counted = {model._meta.db_table: model.objects.count() for model in apps.get_models()}
    return {table: number for table, number in counted.items() if table not in MAY_GROW}


def address_of(name, path, about):
    if "/" in name:
        return f"/{path}"
    if name == "api_nothing":
        return "/api/v1/nothing"
    return reverse(name, args=about.get(name, []))


def test_every_address_is_in_the_table():
    assert list(table_of(TABLE)) == [name for name, _path in patterns()]


@pytest.fixture
def people(trota, abella, costanza):
    """Return who looks, by what they are called in the tables."""
    found = {"visitor": None, "trota": trota, "abella": abella, "costanza": costanza}
    for role, kind in ((Role.EDITOR, Kind.EDITORS), (Role.OPERATOR, Kind.OPERATOR)):
        found[role.value] = someone(role.value)
        place = Organisation.objects.create(kind=kind, name=role.label)
        Membership.objects.create(user=found[role.value], organisation=place, role=role)
    return found


@pytest.fixture
def about(settings, tmp_path, trota, costanza, hospital, graduate_file):
    """Return what the addresses of the site need, by their names."""
    settings.FILES_FOLDER = tmp_path / "files"
    return things(trota=trota, costanza=costanza, hospital=hospital, graduate_file=graduate_file)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_get_answers_as_the_table_says_and_changes_nothing(people, about, role):
    client, found, grown = just_signed_in(people[role]), {}, {}

    for name, path in patterns():
        before = rows()
        found[name] = client.get(address_of(name, path, about)).status_code
        grown[name] = {table for table, number in rows().items() if number != before[table]}

    assert {name: tables for name, tables in grown.items() if tables} == {}
    assert found == {name: line[role] for name, line in table_of(TABLE).items()}


@pytest.mark.slow
@pytest.mark.parametrize("role", ["visitor", "abella"])
def test_post_of_a_stranger_answers_as_the_table_says_and_changes_nothing(people, about, role):
    client, found, grown, paths = just_signed_in(people[role]), {}, {}, dict(patterns())

    for name in table_of(POSTED):
        before = rows()
        found[name] = client.post(address_of(name, paths[name], about)).status_code
        grown[name] = {table for table, number in rows().items() if number != before[table]}

    assert {name: tables for name, tables in grown.items() if tables} == {}
    assert found == {name: line[role] for name, line in table_of(POSTED).items()}


def test_everything_that_only_takes_post_is_in_the_table_of_posts():
    only_post = {name for name, line in table_of(TABLE).items() if line["trota"] == 405}

    assert only_post - ABOUT_ONESELF <= set(table_of(POSTED))
