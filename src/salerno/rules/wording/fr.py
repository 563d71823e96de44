"""What Salerno says in French; the keys and the named places are those of the English table.

Names are filled in as they stand in the vocabulary, so no sentence agrees with them: they stand
after a colon, in quotes or after "pour" and "sans". Days are filled in with their article.
Sentences are written with plain spaces: `CONTRACTIONS` sets those that French keeps unbroken.
"""

from __future__ import annotations

from collections.abc import Mapping

_MONTHS = (
    "janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip

CONTRACTIONS: tuple[tuple[str, str], ...] = (
    ("jusqu’à le ", "jusqu’au "),
    *((f" 1 {month}", f" 1er {month}") for month in _MONTHS),
    (" 1 mai ", " 1er mai "),
    ("« ", "«\u00a0"),
    *((f" {mark}", f"\u00a0{mark}") for mark in ("»", ":", ";", "?", "!", "%")),
    ("; ", "\u00a0; "),
    ("\u00a0\u00a0; ", "\u00a0; "),
)
"""Pairs of words that grammar or typography joins, and what they become."""

MESSAGES: Mapping[str, str | Mapping[str, str]] = {
    # values
    "yes": "oui",
    "no": "non",
    "none": "aucun",
    "between": "entre {low} et {high}",
    "amount-with-unit": "{amount} {unit}",
    "percent": "{amount} %",
    # conditions on a value
    ">=": "au moins {value}",
    ">": "plus de {value}",
    "<=": "au plus {value}",
    "<": "moins de {value}",
    "date >=": "au plus tôt {day}",
    "date >": "après {day}",
    "date <=": "au plus tard {day}",
    "date <": "avant {day}",
    "listed": "dans la liste « {list} »",
    "listed-then": "dans la liste « {list} » à sa propre date",
    "same-as": "identique à « {fact} »",
    "other-than": "autre que {values}",
    "not-condition": "tout sauf ({condition})",
    "has-attribute": "{attribute} : {condition}",
    # days of a rule
    "day": "le {day}",
    "cohort": "le {day} de l’{cohort}",
    "cohort-before": "le {day}, {years} avant l’{cohort}",
    "cohort-after": "le {day}, {years} après l’{cohort}",
    "cohort-name": "année « {cohort} »",
    "cohort-name match-year": "année du Match",
    "shifted-before": "{span} avant {day}",
    "shifted-after": "{span} après {day}",
    "anchor today": "aujourd’hui",
    "anchor application": "le jour de la demande",
    "anchor event": "le premier jour",
    "anchor event-end": "le dernier jour",
    "anchor use": "le jour d’utilisation",
    "anchor-credential": "le jour de « {credential} »",
    # attributes that every credential has
    "own on": "date",
    "own until": "date de fin",
    "own issuer": "délivré par",
    "own of": "pour",
    "own type": "nature",
    # which credentials are meant
    "with": "{what} ({details})",
    "age <=": "pas plus de {span} avant {day}",
    "age <": "moins de {span} avant {day}",
    "age >=": "au moins {span} avant {day}",
    "age >": "plus de {span} avant {day}",
    "held-at": "à détenir {day}",
    "valid-on": "valable au moins jusqu’à {day}",
    "latest": "seul le plus récent compte",
    "one-row": "l’une de ces combinaisons : {rows}",
    "row": "[{conditions}]",
    "combined": "les résultats de plusieurs sessions peuvent être combinés",
    "after": "après : {what}",
    "lag <=": "pas plus de {span} après : {what}",
    "lag <": "moins de {span} après : {what}",
    "lag >=": "au moins {span} après : {what}",
    "lag >": "plus de {span} après : {what}",
    # leaves
    "count": "{what} : {bound}",
    "distinct": "{what} : {bound}, en comptant les valeurs différentes de « {attribute} »",
    "without": "absence de ceci : {what}",
    "negation": "que ceci ne soit pas le cas : {requirement}",
    "fact": "{fact} : {condition}",
    "fact-at": "{fact}, {day} : {condition}",
    "sum": "{attribute}, pour {what} : {bound} au total",
    "share": "{attribute}, pour {what} : {bound} du total pour {whole}",
    "qualified": "{requirement}, {details}",
    "stretch-last": "sur {span} jusqu’à {day}",
    "stretch-back": {
        "one": "en comptant une période de cette durée plus tôt",
        "other": "en comptant {count} périodes de cette durée plus tôt",
    },
    "stretch-fixed": "{period}",
    "stretch-from": "depuis « {start} »",
    "stretch-from-for": "pendant {span} à compter de « {start} »",
    "stretch-year": "pendant {span} à compter du dernier {day}",
    "stretch-year-open": "depuis le dernier {day}",
    "stretch-each": "séparément pour chaque tranche de {span} de cette période",
    "weight": "avec {conditions} : compte {times} fois",
    "cap": "avec {conditions} : compte pour {amount} au plus",
    "covered": "durée cumulée, pour {what} : {bound}",
    "continuous": "durée sans interruption, pour {what} : {bound}",
    "gap": "plus longue interruption, pour {what} : {bound}",
    "uncovered": "durée cumulée sans {what} : {bound}",
    "time-within": "sur {span} jusqu’à {day}",
    "time-since": "depuis « {what} »",
    "attempts": {
        "one": "une tentative restante, pour {what} : aucune comptée à ce jour",
        "other": "une tentative restante, pour {what} : moins de {count} comptées à ce jour",
    },
    "attempts-per": "sur {span} jusqu’à {day}",
    "attempts-unless": "sauf avec {what}",
    "wait-first": "un délai de {span} depuis la première fois : {what}",
    "wait-last": "un délai de {span} depuis la dernière fois : {what}",
    "wait-nth": "un délai de {span} depuis la fois n° {number} : {what}",
    "window": "tout ceci en l’espace de {span} : {what}",
    "judge": "une décision : {text}",
    "judge-days": {
        "one": "une décision : {text} (elle prend jusqu’à {count} jour)",
        "other": "une décision : {text} (elle prend jusqu’à {count} jours)",
    },
    # groups
    "all": "tout ceci :",
    "any": "l’un de ces éléments :",
    "at-least": {
        "one": "au moins {count} de ces éléments :",
        "other": "au moins {count} de ces éléments :",
    },
    "none-of": "rien de ceci :",
    "not": "ceci ne doit pas être le cas :",
    "choose-when": "si ceci est le cas : {requirement} :",
    "choose-else": "dans les autres cas :",
    "given": "dans ce cas : {requirement}",
    "nothing": "rien n’est exigé",
    # how a line stands
    "line met": "Rempli : {requirement}",
    "line unmet": "Manque : {requirement}",
    "line in-the-way": "Fait obstacle : {obstacle}",
    "line barred": "Exclusion, car ceci n’est pas rempli : {requirement}",
    "line doubtful": (
        "Exclusion d’après {source}, lecture du {read} : renseignez-vous. Exigé : {requirement}"
    ),
    "line open": "Pas encore connu : {requirement}",
    "line applies": "Ce cas s’applique : {requirement}",
    "line lapses": "Ce cas ne s’applique pas : {requirement}",
    "judged met": "Décidé en votre faveur : {text}",
    "judged unmet": "Décidé en votre défaveur : {text}",
    "judged barred": "Exclusion, car décidé en votre défaveur : {text}",
    "judged open": "Pas encore décidé : {text}",
    "line case-open": "On ne sait pas si ce cas s’applique : {requirement}",
    # what a line rests on
    "held": "{what}, {day}",
    "held-undated": "{what}, date inconnue",
    "by-evidence": "au dossier : {credential}",
    "lacks-attribute": "{credential} : « {attribute} » vaut {values} ; exigé : {condition}",
    "lacks-unknown": "{credential} : « {attribute} », valeur inconnue ; exigé : {condition}",
    "lacks age": "{credential} : date hors du délai admis",
    "lacks-open age": "{credential} : date connue avec trop peu de précision",
    "lacks validity": "{credential} : expire trop tôt",
    "lacks-open validity": (
        "{credential} : on ne sait pas jusqu’à quelle date la validité est exigée"
    ),
    "lacks table": "{credential} : aucune des combinaisons n’est atteinte",
    "lacks-open table": "{credential} : une partie des résultats n’est pas connue",
    "lacks day": "{credential} : pas encore en votre possession ce jour-là",
    "lacks-open day": "{credential} : on ne sait pas si vous l’avez ce jour-là",
    "lacks-open assurance": "{credential} : preuve insuffisante",
    "none-told": "rien de tel n’est au dossier",
    "none-told fact": "vous ne l’avez pas indiqué",
    "none-told judge": "aucune décision n’est au dossier",
    "maybe-more": "vous n’avez pas indiqué que cette liste est complète",
    "so-far": "à ce jour {amount}",
    "so-far-between": "à ce jour entre {low} et {high}",
    "so-far-from": "à ce jour au moins {low}",
    "wait-until": "il suffit d’attendre : à partir du {day}",
    "actor school": "c’est à votre faculté d’agir",
    "actor employer": "c’est à l’employeur d’agir",
    "actor authority": "c’est à l’autorité d’agir",
    "actor evaluator": "c’est à l’évaluateur d’agir",
    "actor host": "c’est à l’établissement d’accueil d’agir",
    # sources and versions
    "citation": "{title} ({tier}, lecture du {read}, confiance {confidence})",
    "citation-address": "{citation} : {url}",
    "located": "{title}, {locator}",
    "untitled": "une source sans titre",
    "tier law": "loi",
    "tier official": "source officielle",
    "tier provider": "l’organisme lui-même",
    "tier secondary": "source secondaire",
    "always": "à tout moment",
    "from-to": "du {first} au {last}",
    "from": "à partir du {first}",
    "up-to": "jusqu’au {last}",
    "rule": "Règle {opportunity}, version {version}, pour les dates {period}",
    "rule-always": "Règle {opportunity}, version {version}, pour toute date",
    "proviso": "La règle exprime ce qui est exigé ; c’est la source qui le définit.",
    "dispute": {
        "one": "Les sources divergent sur ce point : {subject}. Il existe {count} autre version.",
        "other": (
            "Les sources divergent sur ce point : {subject}. Il existe {count} autres versions."
        ),
    },
    "claim": "« {says} » — {citation}",
    "claim-chosen": "« {says} » — {citation} ; c’est cette version qui est suivie",
    # verdicts
    "state eligible": (
        "Vous remplissez ce qui est exigé. Ce sont d’autres qui décident de l’admission."
    ),
    "state not-yet": {
        "zero": "Pas encore.",
        "one": "Pas encore : une exigence n’est pas remplie.",
        "other": "Pas encore : {count} exigences ne sont pas remplies.",
    },
    "also-open": {
        "one": "Pour une autre, on ne sait pas.",
        "other": "Pour {count} autres, on ne sait pas.",
    },
    "state never": "Fermé pour vous, selon la règle telle qu’elle a été lue.",
    "state cannot-tell": {
        "zero": "On ne peut pas encore se prononcer.",
        "one": "On ne peut pas encore se prononcer : une question reste ouverte.",
        "other": "On ne peut pas encore se prononcer : {count} questions restent ouvertes.",
    },
    "not-barred": "Rien de ce que l’on sait ne vous exclut.",
    "perhaps-never": (
        "Pas maintenant, et peut-être jamais : renseignez-vous avant d’y engager une dépense."
    ),
    "several-versions": "La version de la règle qui s’applique dépend d’une date inconnue.",
    "no-version": "Aucune version de la règle n’est connue pour cette date.",
    # asking
    "ask credential": "Avez-vous obtenu ou passé ceci : {what} ?",
    "ask attribute": "Pour votre {what} : {attributes} ?",
    "ask complete": "Est-ce tout : {what} ? En avez-vous d’autres que vous n’avez pas indiqués ?",
    "ask fact": "{what} ?",
    "ask judgement": "Ceci a-t-il été décidé en votre faveur ? {what}",
    "ask proof": "Pouvez-vous mieux prouver ceci : {what} ?",
    "ask cohort": "Pour quelle année posez-vous la question : {what} ?",
    "ask date": "À quelle date ceci tombe-t-il : {what} ?",
    "ask-decides": {
        "zero": "{text} (réduit ce qui reste ouvert)",
        "one": "{text} (peut trancher à elle seule {count} possibilité)",
        "other": "{text} (peut trancher à elle seule {count} possibilités)",
    },
    # mending
    "fix-none": "Il n’y a aucun moyen d’y remédier.",
    "fix-nothing": "Il n’y a rien à quoi remédier.",
    "mend take": "« {what} »",
    "mend take-beyond": "« {what} », fermé pour vous ou absent de l’atlas",
    "mend obtain": "obtenir : {what}",
    "mend wait": "attendre jusqu’au {day}",
    "mend change": "parvenir à ceci : {what}",
    "mend decision": "demander à nouveau cette décision : {what}",
    "fix-cost": "Coût : {amount}",
    "fix-cost-unknown": {
        "one": "Coût : {amount}, et {count} coût qui n’est pas connu",
        "other": "Coût : {amount}, et {count} coûts qui ne sont pas connus",
    },
    "fix-time": "Durée : {amount}",
    "fix-time-open": {
        "one": "Durée : inconnue pour cette étape",
        "other": "Durée : inconnue pour {count} étapes",
    },
    "fix-time-unknown": {
        "one": "Durée : {amount}, et {count} étape de durée inconnue",
        "other": "Durée : {amount}, et {count} étapes de durée inconnue",
    },
    "fix-cost-open": {
        "one": "Coût : inconnu pour cette étape",
        "other": "Coût : inconnu pour {count} étapes",
    },
    "nothing-due": "rien",
    "no-time": "aucune",
    "fix-steps": {"one": "{count} étape", "other": "{count} étapes"},
    "fix-provided": "À condition que ceci soit le cas : {what}",
    "fix-provided-all": "À condition que tout ceci soit le cas :",
    "fix-by-steps": (
        "Plusieurs monnaies et aucun taux de change : comparaison par nombre d’étapes, puis par"
        " durée."
    ),
    "fix-unproven": (
        "Il existe peut-être un moyen moins cher : toutes les combinaisons n’ont pas été essayées."
    ),
}
