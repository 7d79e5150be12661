r"""Recognise text whose letters were damaged before we got it.

A program that writes letters in one encoding, and another that reads them in a second one, make
“BjÃ¸rn” of “Bjørn”. Which letters it was is never guessed: the row is refused, with what went
wrong. The patterns look for what no name and no sentence of a European language has. Each says why.
What may be right is left alone: “IRMÃ”, “Ça va”, “What?no”, “l‘ami”, “Stĺp”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model.phrases import Phrase

LOST_LETTER = "\ufffd"

# What Windows-1252 makes of the bytes 0x80 to 0xBF, with which no letter of UTF-8 begins. Those
# that people type too, as quotation marks, dashes and spaces, tell little behind a capital.
_TYPED = "…‘’“”–—•‚„\xa0«»™"
_SIGNS = "€ƒ†‡ˆ‰Š‹ŒŽ˜š›œžŸ¡-ª¬-º¼-¿\x80-\x9f"
_TRAIL = f"[{_TYPED}{_SIGNS}]"
_LOWER = "a-zß-öø-ÿ"
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
_WORD = r"[^\W\d_]"
_NO_VOWEL = r"(?<![^\W\d_])[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]+"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


# UTF-8 that was read as Windows-1252 or Latin-1, once or twice.
_UTF8_READ_AS_WINDOWS = _any(
    # C3 begins the letters from À to ÿ: “Ã¸” is ø. A capital before it, and a quotation mark, dash
    # or space behind it, may be Portuguese in capitals: “«IRMÃ»”.
    f"(?<![A-ZÀ-Þ])Ã{_TRAIL}",
    f"Ã[{_SIGNS}]",
    f"Ã[{_TYPED}](?=[{_LETTER}])",
    # C2 begins the signs from U+0080 to U+00BF: “Â½”, “Â§”.
    f"Â[{_SIGNS}]",
    r"(?<![A-ZÀ-Þ])Â[\xa0«»](?!\w)",
    # C4 and C5 begin the letters of Polish, Czech, Turkish: “Å‚” is ł. A quotation mark behind Å or
    # Ä may be one: “bogstavet Å”. Within a word neither is.
    f"[ÄÅ][{_SIGNS}]",
    f"(?<=[{_LOWER}])[ÄÅ]{_TRAIL}(?=[{_LOWER}])",
    "Å‚",
    # C8 begins the Romanian ș and ț, E1 BA and E1 BB the Vietnamese vowels.
    "È[™›˜š]",
    f"á[º»][{_SIGNS}]",
    f"(?<=[{_LETTER}])á[º»]{_TRAIL}(?=[{_LETTER}])",
    # D0 and D1 begin Cyrillic, CE and CF Greek: every letter of a word is such a pair.
    f"(?:[ÐÑ]{_TRAIL}){{2}}",
    f"(?:[ÎÏ]{_TRAIL}){{2}}",
    # E2 80 begins dashes and quotation marks, E2 82 AC is €, E2 84 A2 ™; F0 9F begins emoji; EF BB
    # BF is a byte order mark, EF BF BD the sign for a lost letter.
    "â€",
    "â‚¬",
    "â„¢",
    f"â[†ˆ˜™œšž]{_TRAIL}",
    "ðŸ",
    "ï»¿",
    "ï¿½",
    # The same bytes as Central European (Windows-1250): “Ă¸” is ø, “Ĺ‚” is ł.
    "[ĂĹ][¸…†‡«©¶¦°±²³´µ·»ˇ˘¤¨¬®ĄĽ‚„‰šŤŽŹžź]",
)

# Letters of which nothing is left.
_LOST = _any(LOST_LETTER)

# Windows-1252 that was read as Latin-1 leaves the control characters from U+0080 to U+009F.
_CONTROLS = _any("[\x80-\x84\x86-\x9f]", f"(?<={_WORD})\x85")

# DOS (code pages 850 and 437) that was read as Windows-1252: å † · æ ‘ · ø › · ä „ · ö ” · é ‚.
_DOS_READ_AS_WINDOWS = _any(
    f"(?<=[{_LETTER}])[›†‚](?=[{_LOWER}])",  # within a word there is none of these
    f"(?<=[{_LETTER}])„(?=[{_LOWER}])(?![^„]*[“”])",  # „so“ without the space before it
    f"(?<!\\w)†(?=[{_LOWER}]{{2}})",  # the cross for a death stands before a date or a capital
    f"{_NO_VOWEL}[†›](?!\\w)",  # “p†”: no word is without a vowel
    f"{_NO_VOWEL}(?<=[{_LETTER}]{{2}})‘(?=[{_LOWER}])",  # one letter may be “l‘ami”
    f"{_NO_VOWEL}”(?=[{_LOWER}])",  # “Mit liv”s mål
    f"(?<=[{_LETTER}])‚(?!\\w)",  # no comma, though it looks like one
)

# Windows-1252 that was read as DOS, and UTF-8 too: å Õ · ø ° · æ µ · ö ÷ · Å ┼ · UTF-8 ├.
_READ_AS_DOS = _any(
    f"(?<=[{_LETTER}])[\u2500-\u259f]|[\u2500-\u259f](?=[{_LETTER}])",  # frames of tables
    f"(?<=[{_LOWER}])Õ(?=[{_LOWER}]|\\b)",
    f"(?<=[{_LOWER}])[µ÷](?=[{_LOWER}])",
    f"(?<=[{_LETTER}]{{2}})°(?=[{_LOWER}])",
    f"{_NO_VOWEL}°(?=[{_LOWER}]{{2}})(?<!\\bn°)(?<!\\bN°)",
    f"{_NO_VOWEL}³(?=[{_LOWER}])(?<!m³)",
    f"(?<=[{_LETTER}])[¢¤¦](?=[{_LOWER}])",  # Danish (865) that was read as American (437)
    f"(?<=[{_LETTER}])[{{}}](?=[{_LOWER}]{{2}})",  # æ and å in seven bits, as mainframes write them
)

# The Macintosh's own letters that were read as Windows-1252: å Œ · æ ¾ · ø ¿ · Ø ¯ · ü Ÿ · ä Š.
_MAC_READ_AS_WINDOWS = _any(
    f"(?<=[{_LOWER}])[ŒŸ]",  # no capital stands within a word
    f"{_NO_VOWEL}[ŒŸ]",
    f"(?<=[{_LETTER}])¾(?=[{_LOWER}])",
    f"(?<=[{_LETTER}])¿(?=[{_LOWER}])(?![^?]*\\?)",  # “no ¿verdad?” without its space
    f"(?<=[{_LETTER}])¯(?=[{_LOWER}])",
    f"(?<!\\w)[¯®](?=[{_LOWER}]{{2}})",
    f"{_NO_VOWEL}(?<=[{_LOWER}])Š(?=[{_LOWER}])",
    "(?<=[A-Z])¯(?=[A-Z])",
)

# Windows-1252 and UTF-8 that were read as the Macintosh's own: å Â · æ Ê · Å ≈ · UTF-8 √.
_READ_AS_MAC = _any(
    "√[•∏¶©∂ºß®üÖò†Ü¢§£¥´]",
    f"(?<=[{_LETTER}])[¸≈](?=[{_LETTER}])",
    f"(?<=[{_LOWER}])[ÂÊ](?=[{_LOWER}]|\\b)",
    f"(?<![\\w ])[≈ˆ‰](?=[{_LOWER}])|(?<=[{_LOWER}])[ˆ‰](?=[{_LOWER}])",
)

# Danish in Windows-1252 that was read as Central European: å ĺ · ø ř · æ ć. Czech, Polish and
# Slovak have these letters too, so only Danish words that everybody writes are looked for.
_READ_AS_CENTRAL = re.compile(
    r"\b(?:p|s|g|f|m|ogs|st|nogle g|l|bl)ĺ\b|\b(?:n|f|g|st|sm|m|h|b|t|v)ĺ(?:r|l|nd|n|et|ede|t)\b"
    r"|\b(?:S|s|Bj|bj|J|j|f|st|g|h|k|br|m|pr|S|l|S)ř(?:r|rn|ren|re|rer|rge|rgen|ve|de|be|n|d|nne)\b"
    r"|\b(?:v|l|m|t|n|h|kl|hj|b)ć(?:re|rt|se|r|lp|lpe|der|st|ste|lge)\b",
)

# Cyrillic in Windows-1251 that was read as Windows-1252: words of nothing but accented letters.
_CYRILLIC = re.compile(r"(?<!\w)(?=[À-ÿ]*[ðñìíòÐÑÌÍÒ])[À-ÖØ-öø-ÿ]{5,}")

# A letter of another script within a word: Windows-1252 that was read as Cyrillic.
_CYRILLIC_WITHIN = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")

# Letters that were written out for another program: \u00f8, \xf8, %C3%B8, =C3=B8, =F8, =?utf-8?,
# +APg-, _x000D_; and ends of lines: \r\n, and \n between two sentences.
_WRITTEN_OUT = _any(
    r"\\u0[0-3][0-9a-fA-F]{2}",
    r"(?<=\w)\\x[c-fC-F][0-9a-fA-F]",
    r"\+A[A-Z][A-Za-z0-9]-",
    r"_x00[0-9A-F]{2}_",
    r"\\r\\n",
    r"(?<=[\w.,!?])\\n(?=[A-ZÆØÅ0-9-])(?<![A-Za-z]:\\n)",
    r"(?<![/=&.?])\b\w*%[Cc][2-5]%[89ABab][0-9A-Fa-f]",
    r"=C[2-5]=[89AB][0-9A-F]",
    r"(?<=[A-Za-z])=(?:C5|C6|D8|E5|E6|F8)(?=[a-z])",  # Danish letters in Latin-1
    r"=\?(?i:utf-8|iso-8859-1|windows-1252)\?[QqBb]\?",
)


@dataclass(frozen=True)
class _Damage:
    """A way in which letters are damaged, and how it is recognised."""

    pattern: re.Pattern[str]
    what: Phrase


_DAMAGES = (
    _Damage(_LOST, Phrase("holds the sign for a lost letter: its bytes are no letter of the file")),
    _Damage(
        _UTF8_READ_AS_WINDOWS,
        Phrase("has damaged letters: they were UTF-8, and were read as Windows-1252"),
    ),
    _Damage(_CONTROLS, Phrase("has damaged letters: control characters stand where they were")),
    _Damage(
        _DOS_READ_AS_WINDOWS,
        Phrase("has damaged letters: they were in a code page of DOS, and were read as another"),
    ),
    _Damage(
        _READ_AS_DOS,
        Phrase("has damaged letters: they were read in a code page of DOS, and were in another"),
    ),
    _Damage(
        _MAC_READ_AS_WINDOWS,
        Phrase(
            "has damaged letters: they were in the code page of the Macintosh, and were read "
            "as another"
        ),
    ),
    _Damage(
        _READ_AS_MAC,
        Phrase(
            "has damaged letters: they were read in the code page of the Macintosh, and were "
            "in another"
        ),
    ),
    _Damage(
        _READ_AS_CENTRAL,
        Phrase("has damaged letters: they were read in the code page of Central Europe"),
    ),
    _Damage(
        _CYRILLIC, Phrase("has damaged letters: they were Cyrillic, and were read as Windows-1252")
    ),
    _Damage(
        _CYRILLIC_WITHIN,
        Phrase("has damaged letters: they were read in the code page of another script"),
    ),
    _Damage(_WRITTEN_OUT, Phrase("has letters that a program wrote out as codes")),
)
_QUESTION_MARKS = Phrase("has a question mark in place of a letter")

# Nearly every text has none of these; then no pattern is tried. Å and Ä are in most Danish texts.
SIGNS = "\ufffd\x80-\x9fÃÂÐÑÌÍÒÎÏâðñìíòï†›„‚‘”µ÷°³ÕŒŸ¾¿¯®Š√ÊˆĺřćÈá≈‰\u2500-\u259f"
SIGNS += "ĂĹ¸¢¤¦{}\u0400-\u04ff+_?%=\\\\"
_SUSPICIOUS = re.compile(f"[{SIGNS}]")
_MORE_THAN_ASKED = re.compile(f"[{SIGNS.replace('?', '')}]")
_SUSPICIOUS_PAIR = re.compile(f"[ÅÄ]{_TRAIL}")

# Question marks ------------------------------------------------------------------------------

_TOKEN = re.compile(r"\S*\?\S*")
_ADDRESS = re.compile(r"[/=&@:]|www\.|\.\w{2,}\?")  # a question mark begins the query of a web page
_WITHIN = re.compile(rf"({_WORD}(?:['’-]?{_WORD})*)(\?+)({_WORD}+)")
_BEFORE = re.compile(rf"(?<![\w?!.,;:)\]\"”»'])\?{{1,2}}({_WORD}{{2,}})")
# “??bne” was “åbne” in UTF-8: nobody begins a word with two question marks and a small letter.
_TWO_BEFORE = re.compile(rf"\?\?(?![A-ZÆØÅÄÖÜ]){_WORD}{{2,}}")
# “p??” was “på” in UTF-8: no word is one consonant, and a name is no question asked twice.
_BEHIND = re.compile(r"(?<![\w'’.-])[b-df-hj-np-tv-xz]\?{1,2}(?![\w?!])")
_VOWEL = re.compile("[aeiouyæøåäöüáéíóúýàèìòùâêîôûãõœıəаеєиіїоуюяыэё]", re.IGNORECASE)
# Words beside a question mark after which somebody forgot the space.
_ASKING = """
    what why who how when where which really yes no ok okay you me it he she they him her us not so
    and or but we i my the a is maybe
    hvad hvem hvor hvorfor hvordan hvornår hvilken ja nej jo du jeg mig dig den det de vi han hun
    ham os ikke og eller men så nu da måske
    was wer wie wo warum wann wieso nein ich sie er es wir ihr und oder aber nicht vielleicht
"""
_ASKED = frozenset(_ASKING.split())
_SHORT = 2  # letters; a word before a question mark has more, or stands in _ASKED


def is_suspicious(text: str) -> bool:
    """Whether a text, or several in one, should be looked at closely; this is quick."""
    return bool(_SUSPICIOUS.search(text)) or _has_suspicious_pair(text)


def _has_suspicious_pair(text: str) -> bool:
    return ("Å" in text or "Ä" in text) and bool(_SUSPICIOUS_PAIR.search(text))


def damage(text: str) -> Phrase | None:
    """Return what is plainly wrong with the letters of a text, or None.

    >>> damage("BjÃ¸rn")
    'has damaged letters: they were UTF-8, and were read as Windows-1252'
    >>> damage("Ma?gorzata")
    'has a question mark in place of a letter'
    >>> damage("IRMÃ"), damage("Hvorfor?fordi"), damage("https://a.dk/?b=c")
    (None, None, None)
    """
    if not is_suspicious(text):
        return None
    # No pattern matches for a question mark alone, which is the one sign that people often write.
    if _MORE_THAN_ASKED.search(text) or _has_suspicious_pair(text):
        for kind in _DAMAGES:
            if kind.pattern.search(text):
                return kind.what
    return _QUESTION_MARKS if "?" in text and _has_lost_letter(text) else None


def _has_lost_letter(text: str) -> bool:
    is_name = _looks_like_name(text) or _is_two_words(text)
    for found in _TOKEN.finditer(text):
        token = found[0]
        if _ADDRESS.search(token):
            continue
        if _BEHIND.match(token) or _TWO_BEFORE.match(token):
            return True
        if any(_replaces_letter(match, is_name=is_name) for match in _WITHIN.finditer(token)):
            return True
        if len(re.findall(rf"(?<={_WORD})\?(?={_WORD})", token)) > 1:
            return True
        if is_name and _BEFORE.search(token):
            return True
    return False


def _is_two_words(text: str) -> bool:
    """Whether a text is two words with a question mark between, so that nobody asks anything."""
    return bool(_WITHIN.fullmatch(text.strip()))


def _looks_like_name(text: str) -> bool:
    """Whether each word of a text begins with a capital, or with what may have been one."""
    words = text.split()
    return 0 < len(words) <= 6 and all(word[0].isupper() or word[0] == "?" for word in words)


def _replaces_letter(match: re.Match[str], *, is_name: bool) -> bool:
    """Whether question marks between two parts of a word stand for letters of it.

    They do if one part cannot be a word by itself: it has no vowel, or two letters. In a name they
    do in any case, and in a text of nothing but two words: “bus?kor”. After a word a capital begins
    the next: “Hvad?Intet”.
    """
    before, marks, after = match.groups()
    if before.casefold() in _ASKED or after.casefold() in _ASKED:
        return False
    if after[0].isupper() and not before.isupper():
        return False
    if is_name or len(before) <= _SHORT:
        return True
    return len(marks) == 1 and not (_VOWEL.search(before) and _VOWEL.search(after))
