"""What the kinds of tables and the fields of columns are called in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KIND_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "template": _("One programme in each row"),
        "transposed": _("One school in each column, a question in each row"),
        "ror": _("Dump of the Research Organization Registry (ROR)"),
        "scorecard": _("College Scorecard of the United States: every institution"),
        "scorecard-health": _("College Scorecard: institutions that teach health professions"),
    }
)
FIELD_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "school": _("School"),
        "country": _("Country"),
        "city": _("City"),
        "aliases": _("Other names of the school"),
        "status": _("Whether the school is open"),
        "ror": _("Identifier: ROR"),
        "wikidata": _("Identifier: Wikidata"),
        "wdoms": _("Identifier: World Directory of Medical Schools"),
        "faimer": _("Identifier: FAIMER"),
        "ipeds": _("Identifier: IPEDS"),
        "domain": _("Site of the school"),
        "title": pgettext_lazy("column of a table", "Programme"),
        "degree": _("Degree"),
        "entry": _("Entry: after school or after a first degree"),
        "years": _("Length in years"),
        "language": _("Language of the whole course"),
        "preclinical-language": _("Language of the preclinical years"),
        "clinical-language": _("Language of the clinical years"),
        "patients-language": _("Language with patients"),
        "accepts": _("Takes international applicants"),
        "currency": _("Currency of the amounts"),
        "per": _("How often tuition is asked: year, semester …"),
        "cycle": _("Academic year"),
        "tuition": _("Tuition"),
        "tuition-home": _("Tuition of citizens"),
        "tuition-international": _("Tuition of international students"),
        "application-fee": _("Application fee"),
        "deposit": _("Deposit"),
        "living": _("Living cost"),
        "accommodation": _("Accommodation"),
        "insurance": _("Insurance"),
        "seats": _("Places"),
        "apply": _("Last day to apply"),
        "begins": _("When studies begin"),
        "entrance": _("Entrance examination"),
    }
)
"""Every field, in the order in which they are chosen from."""
