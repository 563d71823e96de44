"""Words that only a printed plan says, in every language."""

from __future__ import annotations

from collections.abc import Mapping

from salerno.rules.wording.voices import Message, Voice

TABLES: Mapping[str, Mapping[str, Message]] = {
    "en": {
        "title": "Route plan",
        "for": "For",
        "means cheapest": "The applicant pays the least, all currencies together.",
        "means fastest": "Done on the earliest day, everything taking its longest.",
        "means surest": "The greatest chance of getting through every step.",
        "years": "Costs by year of applying",
        "year": "Year",
        "earliest": "Earliest",
        "needed": "Needed for {step}: {what}",
    },
    "es": {
        "title": "Plan de ruta",
        "for": "Para",
        "means cheapest": "El solicitante paga lo menos, sumadas todas las monedas.",
        "means fastest": "Termina antes, aunque cada paso dure lo máximo.",
        "means surest": "La mayor probabilidad de superar todos los pasos.",
        "years": "Costes por año de solicitud",
        "year": "Año",
        "earliest": "Lo antes posible",
        "needed": "Necesario para {step}: {what}",
    },
    "fr": {
        "title": "Plan de parcours",
        "for": "Pour",
        "means cheapest": "Le candidat paie le moins, toutes monnaies réunies.",
        "means fastest": "Terminé au plus tôt, même si chaque étape dure le plus longtemps.",
        "means surest": "La plus grande chance de franchir toutes les étapes.",
        "years": "Coûts par année de candidature",
        "year": "Année",
        "earliest": "Au plus tôt",
        "needed": "Nécessaire pour {step} : {what}",
    },
    "ar": {
        "title": "خطة المسار",
        "for": "لصالح",
        "means cheapest": "يدفع مقدم الطلب أقل مبلغ بعد جمع كل العملات.",
        "means fastest": "ينتهي في أقرب يوم حتى لو استغرقت كل خطوة أطول مدتها.",
        "means surest": "أكبر فرصة لاجتياز كل الخطوات.",
        "years": "التكاليف حسب سنة التقديم",
        "year": "السنة",
        "earliest": "أقرب موعد",
        "needed": "مطلوب من أجل {step}: {what}",
    },
    "ru": {
        "title": "План маршрута",
        "for": "Для кого",
        "means cheapest": "Заявитель платит меньше всего, если сложить все валюты.",
        "means fastest": "Завершается раньше всех, даже если каждый шаг длится дольше всего.",
        "means surest": "Наибольшая вероятность пройти все шаги.",
        "years": "Расходы по годам подачи",
        "year": "Год",
        "earliest": "Самое раннее",
        "needed": "Нужно для «{step}»: {what}",
    },
}


def print_words(voice: Voice, key: str, **words: str) -> str:
    """The words of that key in the language of the voice."""
    return voice.say(TABLES[voice.table_language][key], count=None, **words)
