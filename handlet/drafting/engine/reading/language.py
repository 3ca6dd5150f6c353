"""Which language a customer writes in: the small words and letters that give a language away."""

from __future__ import annotations

import re

_WORDS = {
    "en": ["the", "a", "an", "and", "is", "are", "you", "for", "to", "of", "in", "on", "it", "we", "i", "my", "our", "your", "can", "could", "would", "please", "hi", "hello", "thanks", "have", "has", "been", "need", "do", "does", "how", "much", "with", "this", "that", "at", "be", "will", "if", "or", "but", "from", "just", "not", "what", "when", "there", "get", "want", "like", "some", "any", "me", "us", "im", "ive", "its", "house", "fix", "price", "quote", "cost", "come", "u", "ur", "pls", "ta", "cheers", "one", "two", "new", "old", "still", "no", "yes", "so", "up", "out", "all", "was", "were", "they", "she", "he", "about", "after", "before", "by", "next", "week", "today", "tomorrow", "morning", "good"],
    "pl": ["i", "w", "na", "z", "do", "nie", "jest", "się", "to", "że", "czy", "jak", "za", "po", "od", "ma", "pan", "pani", "dzień", "dobry", "proszę", "dziękuję", "mam", "potrzebuję", "ile", "może", "mogę", "chciałbym", "chciałabym", "u", "mnie", "oraz", "dla", "moim", "mieszkaniu", "domu", "kosztuje", "cena", "pozdrawiam", "witam", "cześć", "jeszcze", "już", "bardzo", "trzeba", "mieszkanie", "kuchni", "łazience", "wymienić", "naprawić", "potrzebny", "potrzebna", "można", "będzie", "kiedy", "prosze", "dziekuje", "dzien"],
    "ro": ["și", "si", "în", "la", "de", "cu", "pe", "nu", "este", "sunt", "pentru", "un", "o", "ce", "mai", "vă", "va", "rog", "mulțumesc", "multumesc", "bună", "buna", "ziua", "am", "avem", "aș", "as", "dori", "puteți", "puteti", "cât", "cat", "costă", "costa", "vreau", "trebuie", "nevoie", "casa", "din", "care", "să", "sa", "mea", "meu", "cum", "este", "aveți", "aveti", "apartament", "ne", "când", "cand", "despre", "repara", "schimbat", "salut", "fi", "ar"],
    "es": ["el", "la", "los", "las", "de", "en", "y", "que", "es", "un", "una", "para", "por", "con", "no", "hola", "buenos", "días", "tardes", "gracias", "necesito", "quiero", "quisiera", "puede", "pueden", "cuánto", "cuanto", "cuesta", "mi", "mis", "casa", "se", "del", "al", "lo", "está", "tengo", "usted", "me", "favor", "precio", "hacer", "semana", "cocina", "baño", "saludos", "podría", "como", "muy", "también", "hay"],
    "fr": ["le", "la", "les", "des", "du", "de", "et", "en", "un", "une", "pour", "est", "je", "vous", "nous", "que", "qui", "dans", "avec", "pas", "sur", "ce", "cette", "bonjour", "merci", "combien", "prix", "cherche", "besoin", "mon", "ma", "mes", "notre", "votre", "pouvez", "pourriez", "serait", "maison", "appartement", "faire", "à", "au", "aux", "d'un", "d'une", "j'ai", "il", "y", "a", "svp", "s'il", "plaît", "salut", "bonsoir", "semaine", "salle"],
    "pt": ["o", "a", "os", "as", "de", "do", "da", "em", "e", "que", "é", "um", "uma", "para", "por", "com", "não", "olá", "bom", "dia", "obrigado", "obrigada", "preciso", "quero", "gostaria", "pode", "podem", "quanto", "custa", "minha", "meu", "casa", "na", "no", "está", "tenho", "você", "se", "ao", "dos", "das", "cozinha", "banheiro", "orçamento", "boa", "tarde", "favor", "fazer"],
    "it": ["il", "lo", "la", "i", "gli", "le", "di", "del", "della", "e", "che", "è", "un", "una", "per", "con", "non", "ciao", "buongiorno", "grazie", "ho", "bisogno", "vorrei", "può", "potete", "quanto", "costa", "mia", "mio", "casa", "nel", "nella", "sono", "si", "al", "alla", "questo", "prezzo", "preventivo", "bagno", "cucina", "salve", "sera", "fare", "avete"],
    "de": ["der", "die", "das", "und", "ist", "ich", "sie", "wir", "ein", "eine", "einen", "für", "mit", "nicht", "auf", "in", "zu", "von", "im", "haben", "können", "könnten", "bitte", "danke", "hallo", "guten", "tag", "wie", "viel", "kostet", "brauche", "möchte", "mein", "meine", "unser", "bei", "uns", "es", "dem", "den", "noch", "kann", "grüße", "küche", "bad", "wohnung"],
    "cy": ["y", "yr", "a", "i", "o", "yn", "ar", "am", "mae", "mae'r", "rwy'n", "dw", "i'n", "gyda", "chi", "ni", "eich", "fy", "ei", "gallwch", "allwch", "os", "gwelwch", "dda", "diolch", "bore", "da", "prynhawn", "faint", "tŷ", "eisiau", "angen", "oes", "gen", "shwmae", "helo", "neu", "wedi", "bod", "ddim", "nos", "cysylltu", "pris"],
    "nl": ["de", "het", "een", "en", "is", "ik", "u", "wij", "we", "voor", "met", "niet", "op", "te", "van", "kunt", "kan", "graag", "dank", "bedankt", "hallo", "goedemorgen", "hoeveel", "kost", "mijn", "onze", "nodig", "heb", "hebben", "dag"],
    "lt": ["ir", "yra", "aš", "jūs", "ar", "kiek", "man", "reikia", "labas", "diena", "ačiū", "prašau", "kaina", "noriu", "su", "į", "iš", "už", "kaip", "galite", "mano", "namuose"],
    "hu": ["és", "a", "az", "egy", "nem", "van", "hogy", "köszönöm", "jó", "napot", "szeretnék", "mennyibe", "kerül", "kell", "kérem", "lehet", "nálunk"],
    "sq": ["dhe", "është", "për", "me", "një", "në", "përshëndetje", "faleminderit", "sa", "kushton", "dua", "më", "duhet", "shtëpi"],
    "tr": ["ve", "bir", "bu", "için", "ne", "kadar", "merhaba", "teşekkürler", "lütfen", "var", "mı", "evde", "istiyorum", "günaydın", "iyi"],
    "cs": ["a", "je", "v", "na", "se", "že", "prosím", "dobrý", "den", "děkuji", "kolik", "stojí", "potřebuji", "máte", "bych", "mám", "do", "jsem"],
}
_LETTERS = {
    "pl": "ąęłńśźż", "ro": "ășțşţ", "es": "ñ¿¡", "pt": "ãõ", "de": "ß", "cy": "ŵŷ", "lt": "ėįųūš", "hu": "őű", "tr": "ığ",
    "cs": "ěřů", "sq": "ë",
}  # fmt: skip
_ACCENTS = {
    "fr": "éèêàçùœ", "es": "áéíóú", "pt": "áéíóúâêôç", "it": "àèéìòù", "de": "äöü", "ro": "âî", "pl": "óćź", "hu": "áéíóöü", "tr": "çşöü",
    "cy": "âêîôû", "cs": "áéíýžčš", "nl": "ëï",
}  # fmt: skip
_SCRIPTS = (
    ("uk", re.compile("[іїєґІЇЄҐ]")), ("bg", re.compile("[ъЪ](?=[а-я])")), ("ru", re.compile("[а-яА-Я]")),
    ("el", re.compile("[α-ωΑ-Ω]")), ("ur", re.compile("[ٹڈڑںےہھ]")), ("fa", re.compile("[پچژگ]")), ("ar", re.compile("[\u0621-\u064a]")),
    ("he", re.compile("[א-ת]")), ("hi", re.compile("[\u0900-\u097f]")), ("bn", re.compile("[\u0980-\u09ff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")), ("gu", re.compile("[\u0a80-\u0aff]")), ("ta", re.compile("[\u0b80-\u0bff]")),
    ("ja", re.compile("[\u3040-\u30ff]")), ("ko", re.compile("[\uac00-\ud7af]")), ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)  # fmt: skip
_LEXICON: dict[str, set[str]] = {}
for _language, _words in _WORDS.items():
    for _word in _words:
        _LEXICON.setdefault(_word, set()).add(_language)
_SPLIT = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def language_of(text: str) -> str:
    """ISO 639-1 code of the language most of the words are in; English where nothing speaks against it."""
    letters = sum(sign.isalpha() for sign in text)
    if not letters:
        return "en"
    for code, script in _SCRIPTS:
        if len(script.findall(text)) * (3 if code in ("uk", "bg", "ur", "fa") else 1) > letters * 0.3:
            return code if code != "ru" or not re.search("[іїє]", text) else "uk"
    words = [word.lower() for word in _SPLIT.findall(text)]
    score = dict.fromkeys(_WORDS, 0.0)
    for word in words:
        homes = _LEXICON.get(word, ())
        for home in homes:
            score[home] += 1.0 / len(homes) ** 0.5
    low = text.lower()
    for code, signs in _LETTERS.items():
        score[code] += 1.6 * min(6, sum(low.count(sign) for sign in signs))
    for code, signs in _ACCENTS.items():
        score[code] += 0.35 * min(8, sum(low.count(sign) for sign in signs))
    best = max(score, key=lambda code: (score[code], code == "en"))
    # A foreign word or two in an English message (a street, a name, "café") does not change its language.
    if best != "en" and (score[best] < 1.6 or score[best] < score["en"] * 1.25):
        return "en"
    return best
