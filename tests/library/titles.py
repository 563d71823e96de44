"""Titles for the vocabulary of the specification, in English and in Spanish."""

from dataclasses import replace

from tests.spec.vocabulary import VOCABULARY

TITLES = {
    "exam/oet-medicine": ("OET Medicine", "OET Medicine"),
    "exam/ielts-academic": ("IELTS Academic", "IELTS Academic"),
    "document/status": ("Status letter", "Carta de estado"),
    "education/clerkship": ("Clinical clerkship", "Rotación clínica"),
    "insurance/malpractice": ("Malpractice insurance", "Seguro de responsabilidad"),
    "us/usmle-step1": ("USMLE Step 1", "USMLE Step 1"),
    "us/usmle-step3": ("USMLE Step 3", "USMLE Step 3"),
    "qualification/postgraduate": ("Postgraduate qualification", "Título de posgrado"),
    "leave/any": ("Leave", "Permiso"),
    "cpd/activity": ("CPD activity", "Actividad de formación"),
    "licence/medical": ("Medical licence", "Licencia médica"),
    "experience/practice": ("Clinical practice", "Práctica clínica"),
    "writing": ("Writing", "Expresión escrita"),
    "reading": ("Reading", "Comprensión escrita"),
    "overall": ("Overall", "Global"),
    "grade": ("Grade", "Calificación"),
    "discipline": ("Discipline", "Disciplina"),
    "aggregate": ("Cover in all", "Cobertura total"),
    "credits": ("Credits", "Créditos"),
    "hours": ("Hours", "Horas"),
    "category": ("Category", "Categoría"),
    "online": ("Online", "En línea"),
    "topic": ("Topic", "Tema"),
    "country": ("Country", "País"),
    "name": ("Name", "Nombre"),
    "companion": ("Companion", "Acompañante"),
    "citizenship": ("Citizenships", "Nacionalidades"),
    "enrolled-on": ("Date of enrolment", "Fecha de matrícula"),
    "school.accreditor": ("Accreditor", "Acreditadora"),
    "cpd.cycle-start": ("Start of the cycle", "Inicio del ciclo"),
    "student.year": ("Year of study", "Curso"),
}


def named(name):
    """The titles of a name, if it has any."""
    return tuple(zip(("en", "es"), TITLES.get(name, ()), strict=False))


WORDS = replace(
    VOCABULARY,
    types={
        name: replace(
            known,
            title=named(name),
            attributes=tuple(replace(a, title=named(a.name)) for a in known.attributes),
        )
        for name, known in VOCABULARY.types.items()
    },
    facts={name: replace(known, title=named(name)) for name, known in VOCABULARY.facts.items()},
)
