"""What the commands say around an answer, by language; the answers speak for themselves."""

from __future__ import annotations

from collections.abc import Mapping

from salerno.cli.rotation_phrases import ROTATION_PHRASES
from salerno.rules.wording.voices import Voice

_EN = {
    "opening": (
        "One question at a time. Enter or ? means that you do not know, none that there is none,"
        " q stops and writes what you told so far."
    ),
    "reading-atlas": "Reading the atlas …",
    "reading-people": "Reading the people …",
    "planning": "Planning …",
    "written-to": "Written to {file}.",
    "no-goals": "No goal has all these words in its id or title.",
    "no-route": "no route",
    "sources": "Sources",
    "routes-in-full": "Every route step by step: --full",
    "what-if": "What if:",
    "column goal": "goal",
    "column route": "route",
    "column steps": "steps",
    "column cost": "cost",
    "column done": "done",
    "column chance": "get there",
    "running-cases": "Running every case …",
    "counting": "Counting …",
    "comparing": "Comparing …",
    "written": "Written to {file}. Ask: salerno check {file}",
    "is-any": "Any?",
    "is-all": "All?",
    "is-so": "Is it so?",
    "another": "Another one?",
    "yes-or-no": "yes, no",
    "yes": "yes",
    "no": "no",
    "not-yes-or-no": "please answer yes, no or ?",
    "on": "Date (such as 2024-05-31, 2024-05 or 2024)",
    "until": "Valid until (none if it has no end)",
    "first-day": "First day",
    "last-day": "Last day (none if it goes on)",
    "heading eligible": "Open to you",
    "heading not-yet": "Not yet",
    "heading cannot-tell": "Cannot be told yet",
    "heading never": "Not open to you",
    "proviso": (
        "As of {day}. The rule expresses what is required; the source defines it. Not legal advice."
    ),
    "fix": "What would mend it:",
    "in-full": "All that decides: --full, or salerno explain PERSON OPPORTUNITY",
    "version": "Rule version {version}, in force {period}",
    "more-lines": "and {count} more: salerno explain PERSON {name}",
    "and-more": "and {count} more",
    "held-already": "you hold this already",
    "nothing-to-ask": "Nothing is left to ask: no answer would change a verdict.",
    "more-asks": "and {count} more: salerno ask PERSON --most 100",
    "barriers": (
        "Persons: {people}. One requirement at a time: how many would be let in if it were met."
        " Groups under {least} are not shown."
    ),
    "more-barriers": "and {count} more: --most 100, or --json for all",
    "no-barriers": "No single requirement keeps {least} persons or more out of anything.",
    "column persons": "persons",
    "column opportunities": "opportunities",
    "column requirement": "if this were met",
    "atlas-sound": "Opportunities: {opportunities}. Cases: {cases}. No problems.",
    "atlas-problems": "Opportunities: {opportunities}. Cases: {cases}. Problems: {problems}.",
    "coverage": "{section}: {used} used, {in_ledger} in the ledger, {missing} missing.",
    "coverage-sum": "All sections: {used} used, {in_ledger} in the ledger, {missing} missing.",
    "stale": "Sources read more than {span} ago: {count}.",
    "diff-added": "new: {name}",
    "diff-removed": "gone: {name}",
    "diff-changed": "changed: {name}, versions {went} → {came}",
    "diff-around": "changed: {name}, only beside the rule",
    "diff-sum": "Opportunities that differ: {changes}. Persons who get another verdict: {persons}.",
}
_ES = {
    "opening": (
        "Una pregunta cada vez. Intro o ? significa que no lo sabe, none que no hay, q termina y"
        " escribe lo dicho hasta ahora."
    ),
    "reading-atlas": "Leyendo el atlas …",
    "reading-people": "Leyendo las personas …",
    "planning": "Planeando …",
    "written-to": "Escrito en {file}.",
    "no-goals": "Ninguna meta tiene todas estas palabras en su id o su título.",
    "no-route": "sin ruta",
    "sources": "Fuentes",
    "routes-in-full": "Cada ruta paso a paso: --full",
    "what-if": "Y si:",
    "column goal": "meta",
    "column route": "ruta",
    "column steps": "pasos",
    "column cost": "coste",
    "column done": "terminada",
    "column chance": "llegan",
    "running-cases": "Ejecutando cada caso …",
    "counting": "Contando …",
    "comparing": "Comparando …",
    "written": "Escrito en {file}. Pregunte: salerno check {file}",
    "is-any": "¿Hay alguno?",
    "is-all": "¿Son todos?",
    "is-so": "¿Es así?",
    "another": "¿Hay otro?",
    "yes-or-no": "sí, no",
    "yes": "sí",
    "no": "no",
    "not-yes-or-no": "responda sí, no o ?",
    "on": "Fecha (como 2024-05-31, 2024-05 o 2024)",
    "until": "Válido hasta (none si no caduca)",
    "first-day": "Primer día",
    "last-day": "Último día (none si continúa)",
    "heading eligible": "Abierto para usted",
    "heading not-yet": "Todavía no",
    "heading cannot-tell": "Aún no puede saberse",
    "heading never": "No abierto para usted",
    "proviso": (
        "A {day}. La regla expresa lo que se exige; la fuente lo define. No es asesoramiento legal."
    ),
    "fix": "Lo que lo remediaría:",
    "in-full": "Todo lo que decide: --full, o salerno explain PERSONA OPORTUNIDAD",
    "version": "Versión {version} de la regla, en vigor {period}",
    "more-lines": "y {count} más: salerno explain PERSONA {name}",
    "and-more": "y {count} más",
    "held-already": "ya lo tiene",
    "nothing-to-ask": "No queda nada que preguntar: ninguna respuesta cambiaría un veredicto.",
    "more-asks": "y {count} más: salerno ask PERSONA --most 100",
    "barriers": (
        "Personas: {people}. Un requisito cada vez: cuántas entrarían si se cumpliera. Los grupos"
        " de menos de {least} no se muestran."
    ),
    "more-barriers": "y {count} más: --most 100, o --json para todos",
    "no-barriers": "Ningún requisito por sí solo deja fuera a {least} personas o más.",
    "column persons": "personas",
    "column opportunities": "oportunidades",
    "column requirement": "si se cumpliera esto",
    "atlas-sound": "Oportunidades: {opportunities}. Casos: {cases}. Ningún problema.",
    "atlas-problems": "Oportunidades: {opportunities}. Casos: {cases}. Problemas: {problems}.",
    "coverage": "{section}: {used} en uso, {in_ledger} en el registro, {missing} faltan.",
    "coverage-sum": "En total: {used} en uso, {in_ledger} en el registro, {missing} faltan.",
    "stale": "Fuentes leídas más de {span} atrás: {count}.",
    "diff-added": "nueva: {name}",
    "diff-removed": "retirada: {name}",
    "diff-changed": "cambiada: {name}, versiones {went} → {came}",
    "diff-around": "cambiada: {name}, solo lo que rodea a la regla",
    "diff-sum": "Oportunidades que difieren: {changes}. Personas con otro veredicto: {persons}.",
}
_FR = {
    "opening": (
        "Une question à la fois. Entrée ou ? signifie que vous ne savez pas, none qu’il n’y en a"
        " pas, q arrête et écrit ce que vous avez dit jusque-là."
    ),
    "reading-atlas": "Lecture de l’atlas …",
    "reading-people": "Lecture des personnes …",
    "planning": "Recherche des parcours …",
    "written-to": "Écrit dans {file}.",
    "no-goals": "Aucun objectif n’a tous ces mots dans son id ou son titre.",
    "no-route": "aucun parcours",
    "sources": "Sources",
    "routes-in-full": "Chaque parcours étape par étape\u00a0: --full",
    "what-if": "Et si\u00a0:",
    "column goal": "objectif",
    "column route": "parcours",
    "column steps": "étapes",
    "column cost": "coût",
    "column done": "terminé",
    "column chance": "réussissent",
    "running-cases": "Exécution de chaque cas …",
    "counting": "Comptage …",
    "comparing": "Comparaison …",
    "written": "Écrit dans {file}. Demandez\u00a0: salerno check {file}",
    "is-any": "Y en a-t-il\u00a0?",
    "is-all": "Est-ce tout\u00a0?",
    "is-so": "Est-ce le cas\u00a0?",
    "another": "Y en a-t-il d’autres\u00a0?",
    "yes-or-no": "oui, non",
    "yes": "oui",
    "no": "non",
    "not-yes-or-no": "répondez oui, non ou ?",
    "on": "Date (par exemple 2024-05-31, 2024-05 ou 2024)",
    "until": "Valable jusqu’au (none si sans fin)",
    "first-day": "Premier jour",
    "last-day": "Dernier jour (none si cela continue)",
    "heading eligible": "Ouvert pour vous",
    "heading not-yet": "Pas encore",
    "heading cannot-tell": "Pas encore décidable",
    "heading never": "Fermé pour vous",
    "proviso": (
        "État au {day}. La règle exprime ce qui est exigé\u00a0; c’est la source qui le définit."
        " Ceci n’est pas un conseil juridique."
    ),
    "fix": "Ce qui y remédierait\u00a0:",
    "in-full": "Tout ce qui décide\u00a0: --full, ou salerno explain PERSON OPPORTUNITY",
    "version": "Version {version} de la règle, en vigueur {period}",
    "more-lines": "et {count} de plus\u00a0: salerno explain PERSON {name}",
    "and-more": "et {count} de plus",
    "held-already": "vous l’avez déjà",
    "nothing-to-ask": "Il ne reste rien à demander\u00a0: aucune réponse ne changerait un verdict.",
    "more-asks": "et {count} de plus\u00a0: salerno ask PERSON --most 100",
    "barriers": (
        "Personnes\u00a0: {people}. Une exigence à la fois\u00a0: combien de personnes entreraient"
        " si elle était remplie. Les groupes de moins de {least} ne sont pas montrés."
    ),
    "more-barriers": "et {count} de plus\u00a0: --most 100, ou --json pour tout",
    "no-barriers": (
        "Aucune exigence à elle seule ne tient {least} personnes ou plus à l’écart de quoi que ce"
        " soit."
    ),
    "column persons": "personnes",
    "column opportunities": "possibilités",
    "column requirement": "si ceci était rempli",
    "atlas-sound": "Possibilités\u00a0: {opportunities}. Cas\u00a0: {cases}. Aucun problème.",
    "atlas-problems": (
        "Possibilités\u00a0: {opportunities}. Cas\u00a0: {cases}. Problèmes\u00a0: {problems}."
    ),
    "coverage": (
        "{section}\u00a0: {used} en usage, {in_ledger} dans le registre, {missing} manquants."
    ),
    "coverage-sum": (
        "Toutes les sections\u00a0: {used} en usage, {in_ledger} dans le registre, {missing}"
        " manquants."
    ),
    "stale": "Sources lues depuis plus de {span}\u00a0: {count}.",
    "diff-added": "nouveau\u00a0: {name}",
    "diff-removed": "retiré\u00a0: {name}",
    "diff-changed": "modifié\u00a0: {name}, versions {went} → {came}",
    "diff-around": "modifié\u00a0: {name}, seulement autour de la règle",
    "diff-sum": (
        "Possibilités qui diffèrent\u00a0: {changes}. Personnes dont le verdict change\u00a0:"
        " {persons}."
    ),
}
_RU = {
    "opening": (
        "По одному вопросу. Enter или ? означает, что вы не знаете, none — что такого нет,"
        " q останавливает и записывает сказанное."
    ),
    "reading-atlas": "Чтение атласа …",
    "reading-people": "Чтение записей о людях …",
    "planning": "Составление маршрутов …",
    "written-to": "Записано в {file}.",
    "no-goals": "Ни у одной цели нет всех этих слов в id или названии.",
    "no-route": "маршрута нет",
    "sources": "Источники",
    "routes-in-full": "Каждый маршрут шаг за шагом: --full",
    "what-if": "Что, если:",
    "column goal": "цель",
    "column route": "маршрут",
    "column steps": "шаги",
    "column cost": "стоимость",
    "column done": "завершение",
    "column chance": "доходят",
    "running-cases": "Проверка всех случаев …",
    "counting": "Подсчёт …",
    "comparing": "Сравнение …",
    "written": "Записано в {file}. Спросите: salerno check {file}",
    "is-any": "Есть?",
    "is-all": "Это всё?",
    "is-so": "Это так?",
    "another": "Есть ещё?",
    "yes-or-no": "да, нет",
    "yes": "да",
    "no": "нет",
    "not-yes-or-no": "ответьте да, нет или ?",
    "on": "Дата (например 2024-05-31, 2024-05 или 2024)",
    "until": "Действует до (none, если бессрочно)",
    "first-day": "Первый день",
    "last-day": "Последний день (none, если продолжается)",
    "heading eligible": "Вам доступно",
    "heading not-yet": "Пока нет",
    "heading cannot-tell": "Пока нельзя сказать",
    "heading never": "Вам недоступно",
    "proviso": (
        "Состояние на {day}: правило выражает то, что требуется; определяет это источник."
        " Это не юридическая консультация."
    ),
    "fix": "Что это исправило бы:",
    "in-full": "Всё, что решает: --full или salerno explain PERSON OPPORTUNITY",
    "version": "Версия правила {version}, действует {period}",
    "more-lines": "и ещё {count}: salerno explain PERSON {name}",
    "and-more": "и ещё {count}",
    "held-already": "у вас это уже есть",
    "nothing-to-ask": "Спрашивать больше нечего: ни один ответ не изменил бы вердикта.",
    "more-asks": "и ещё {count}: salerno ask PERSON --most 100",
    "barriers": (
        "Человек: {people}. По одному требованию: скольких допустили бы, будь оно выполнено."
        " Группы меньше {least} не показаны."
    ),
    "more-barriers": "и ещё {count}: --most 100 или --json для всех",
    "no-barriers": (
        "Ни одно требование само по себе никуда не закрывает путь группе, где человек {least}"
        " или больше."
    ),
    "column persons": "люди",
    "column opportunities": "возможности",
    "column requirement": "если бы это было выполнено",
    "atlas-sound": "Возможностей: {opportunities}. Случаев: {cases}. Ошибок нет.",
    "atlas-problems": "Возможностей: {opportunities}. Случаев: {cases}. Ошибок: {problems}.",
    "coverage": "{section}: {used} использовано, {in_ledger} в журнале, {missing} не хватает.",
    "coverage-sum": "Всего: {used} использовано, {in_ledger} в журнале, {missing} не хватает.",
    "stale": "Источники, прочитанные раньше срока ({span}): {count}.",
    "diff-added": "новое: {name}",
    "diff-removed": "удалено: {name}",
    "diff-changed": "изменено: {name}, версии {went} → {came}",
    "diff-around": "изменено: {name}, только вокруг правила",
    "diff-sum": "Возможностей с отличиями: {changes}. Людей с другим вердиктом: {persons}.",
}
_OWN = {"en": _EN, "es": _ES, "fr": _FR, "ru": _RU}
PHRASES: Mapping[str, Mapping[str, str]] = {
    language: {**own, **ROTATION_PHRASES[language]} for language, own in _OWN.items()
}


def phrase(voice: Voice | str, name: str, /, **words: str) -> str:
    """A phrase in the language of the voice, or in that language, else in English."""
    language = voice if isinstance(voice, str) else voice.table_language
    return PHRASES.get(language, PHRASES["en"])[name].format(**words)
