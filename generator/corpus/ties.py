"""What ties a sentence to what is around it, in languages other than English."""

import re

# It goes on from the sentence before.
_GOING_ON = {
    "de": r"und|auch|dann|danach|nun|jetzt|hier",
    "es": r"y|e|también|ahora|después|primero|finalmente|por último|aquí|con todo",
    "fr": r"et|aussi|ensuite|puis|enfin|maintenant|ici|voilà",
    "it": r"e|ed|anche|ora|adesso|poi|infine|qui",
    "nl": r"en|ook|dan|toen|nu|hier|vervolgens|tenslotte",
    "pt": r"e|também|agora|depois|primeiro|finalmente|por fim|aqui|lembrando",
    "sv": r"och|även|sedan|nu|här|slutligen",
}
_TIES = {
    "de": r"heute|gestern|morgen|(?:letzte|nächste)[nrs]? (?:Woche|Jahr|Monat)"
    r"|(?:letzten|vorigen|diesem|nächsten) (?:Artikel|Beitrag|Teil|Post)",
    "es": r"hoy|ayer|mañana|el otro día|(?:semana|mes|año) (?:pasad|próxim)[oa]"
    r"|(?:(?:artículo|post|vídeo|capítulo|tutorial|apartado) (?:anterior|de hoy)"
    r"|(?:este|último|anterior|siguiente|próximo|mi|nuestro) (?:artículo|post|vídeo|capítulo|tutorial)"
    r"|(?:esta|anterior|última|siguiente|próxima) (?:entrada|entrega|serie|clase))",
    "fr": r"aujourd['’]hui|hier|demain|(?:semaine|mois|année) (?:dernière?|prochaine?)"
    r"|(?:cet|dernier|précédent|prochain) (?:article|billet|épisode)|article précédent",
    "it": r"oggi|ieri|domani|stasera|stamattina|l['’]altro giorno|(?:settimana|mese|anno) scors[oa]"
    r"|(?:questo|ultimo|precedente|prossimo|mio) (?:articolo|post|tutorial)|(?:articolo|post) precedente",
    "nl": r"vandaag|gisteren|morgen|vanavond|laatst|(?:vorige|volgende|afgelopen) (?:week|maand|jaar|keer)"
    r"|(?:deze|mijn|vorige|volgende|dit) (?:blog|post|artikel|column|deel|reeks)",
    "pt": r"hoje|ontem|amanhã|outro dia|(?:semana|mês|ano) (?:passad[oa]|que vem)"
    r"|(?:este|neste|nesse|último|próximo|meu|nosso) (?:artigo|post|texto|tutorial|vídeo)"
    r"|(?:artigo|post|tutorial|texto|vídeo) anterior",
    "sv": r"idag|i dag|igår|i går|imorgon|(?:förra|nästa) (?:veckan?|månaden?|året?)"
    r"|(?:detta|förra|nästa|mitt) (?:inlägg|inlägget|artikel|del|delen)",
}
_GOING_ON_IN = {
    language: re.compile(rf"[“\"'(«¿¡]?(?:{words})\b", re.IGNORECASE) for language, words in _GOING_ON.items()
}
_TIED_IN = {language: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for language, words in _TIES.items()}
_NEAR_IN = {
    "de": r"ich|mir|mein\w*|wir|uns|du|ihr",
    "es": r"yo|me|mi|mis|te|os|nos|vamos a|voy a",
    "fr": r"je|j['’]\w+|moi|mon|ma|mes|tu|te",
    "it": r"io|mi|mio|mia|miei|mie|ti|vi|ci vediamo",
    "nl": r"ik|mij|me|mijn|je|jij|jullie",
    "pt": r"eu|me|meu|minha|meus|minhas|vou|vamos",
    "sv": r"jag|mig|min|mitt|mina|du|dig",
}
_OWN_IN = {language: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for language, words in _NEAR_IN.items()}
KNOWN = frozenset(_TIES)
"""The languages that this is known of."""


def ties_of(text: str, language: str) -> int:
    """Return how many ties a sentence has: to the one before, to its day or text, to whoever writes."""
    found = (
        _GOING_ON_IN[language].match(text),
        _TIED_IN[language].search(text),
        _OWN_IN[language].search(text),
    )
    return sum(map(bool, found))
