"""What is said in the language somebody asked in, whatever language the advisor speaks to them otherwise."""

_SAID = {
    "english-only": {
        "de": "Diese Antwort gibt es bisher nur auf Englisch.",
        "fr": "Cette réponse n’existe pour l’instant qu’en anglais.",
        "es": "Por ahora esta respuesta solo está en inglés.",
        "it": "Per ora questa risposta è disponibile solo in inglese.",
        "pl": "Ta odpowiedź jest na razie dostępna tylko po angielsku.",
        "ar": "هذه الإجابة متوفرة حالياً بالإنجليزية فقط.",
    },
    "suggest": {
        "de": "Ich bin nicht sicher, was gemeint ist. Ist es eines davon? Antworten gibt es bisher nur auf Englisch.",
        "fr": "Je ne suis pas sûr de comprendre. Est-ce l’un de ces sujets ? Les réponses n’existent qu’en anglais.",
        "es": "No sé bien a qué se refiere. ¿Es uno de estos temas? Por ahora las respuestas solo están en inglés.",
        "it": "Non sono sicuro di aver capito. È uno di questi temi? Per ora le risposte sono solo in inglese.",
        "pl": "Nie mam pewności, o co chodzi. Czy to jeden z tych tematów? Odpowiedzi są na razie tylko po angielsku.",
        "ar": "لست متأكداً من المقصود. هل هو أحد هذه المواضيع؟ الإجابات متوفرة حالياً بالإنجليزية فقط.",
    },
    "unknown": {
        "de": "Darauf weiß ich keine Antwort, und raten möchte ich nicht. Bitte mit anderen Worten fragen.",
        "fr": "Je ne connais pas la réponse et je ne veux pas deviner. Essayez de reformuler la question.",
        "es": "No sé la respuesta y no quiero adivinar. Puede preguntarlo con otras palabras.",
        "it": "Non conosco la risposta e non voglio indovinare. Può chiederlo in altre parole.",
        "pl": "Nie znam odpowiedzi i nie chcę zgadywać. Można zapytać innymi słowami.",
        "ar": "لا أعرف الإجابة ولا أريد التخمين. يمكنك السؤال بكلمات أخرى.",
    },
}


def in_language(what: str, language: str) -> str:
    """A sentence in a language other than English; empty in English and in languages we do not speak."""
    return _SAID[what].get(language, "")
