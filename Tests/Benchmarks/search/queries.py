"""Makes queries with known answers of the index of LibreOffice's help: thousands of keywords that people
wrote, each with the page that it stands on. The same seed gives the same queries on any machine."""

import html
import json
import random
import re
import unicodedata

LONGEST = 6
ENTRY = re.compile(r'\{url:"([^"?#]*)[^"]*", app:"[^"]*", text:("(?:[^"\\]|\\.)*")\}')
# "lamps, see also lights" sends readers of the index elsewhere: nobody would type that.
REFERENCE = re.compile(r"\s*,\s*(?:see|vea|véase|se|katso|(?:также )?см\.)(?=\s).*$", re.IGNORECASE)
# What is within words: `F.INV`, `XY-charts`, `Draw's`. All else parts them.
BETWEEN_WORDS = re.compile(r"[^\w.'’+#-]+|_{2,}|\.{2,}|(?<!\w)[.'’+#-]+|[.'’+-]+(?!\w)")
# Keywords about a sign, as `"+" operator`, are dropped: they say nothing without it.
SIGN = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")


def cleaned(text):
    """A keyword as a reader would type it, "lamps -- broken (indoors)" → "lamps broken indoors";
    nothing where that cannot be."""
    text = html.unescape(text).replace("[officename]", "LibreOffice").replace(" -- ", " ")
    text = unicodedata.normalize("NFC", REFERENCE.sub("", text))
    return "" if SIGN.search(text) else " ".join(BETWEEN_WORDS.sub(" ", text).split())


def read_index(source, names):
    """Query → the pages that it stands on; keywords that differ only in capitals are one."""
    known = {}
    for url, text in ENTRY.findall(source):
        name = names.get(url.partition("/text/")[2])
        query = cleaned(json.loads(text))
        if name and query and len(query.split()) <= LONGEST:
            _, pages = known.setdefault(query.casefold(), (query, set()))
            pages.add(name)
    return sorted((query, sorted(pages)) for query, pages in known.values())


def letters_of(index):
    """The letters of the language: those that its keywords have now and then."""
    counts = {}
    for query, _ in index:
        for letter in query.lower():
            counts[letter] = counts.get(letter, 0) + 1
    total = sum(counts.values())
    return sorted(letter for letter, count in counts.items() if letter.isalpha() and count > total / 2000)


def with_typo(query, letters, chance):
    """One edit in one word of five letters or more; None where there is no such word."""
    words = query.split()
    places = [i for i, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not places:
        return None
    place = chance.choice(places)
    word = words[place]
    edited = word
    while edited == word:
        edited = edit(word, letters, chance)
    words[place] = edited
    return " ".join(words)


def edit(word, letters, chance):
    kind = chance.choice(("swap", "drop", "double", "replace"))
    if kind == "swap":
        i = chance.randrange(len(word) - 1)
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    i = chance.randrange(len(word))
    alike = [letter for letter in letters if is_cyrillic(letter) == is_cyrillic(word[i])]
    put = {"drop": "", "double": word[i] * 2, "replace": chance.choice(alike)}[kind]
    return word[:i] + put + word[i + 1 :]


def is_cyrillic(letter):
    return "\u0400" <= letter <= "\u04ff"


def cut(query, chance):
    """The last word lacks its last one to three letters, as while somebody types."""
    spare = len(query.split()[-1]) - 4
    return query[: -chance.randint(1, min(3, spare))] if spare > 0 else None


def plain(query):
    """Without accents. Russian й is a letter of its own that nobody leaves away."""
    parts = [letter if letter in "йЙ" else unicodedata.normalize("NFD", letter) for letter in query]
    text = "".join(char for part in parts for char in part if not unicodedata.combining(char))
    return text if text != query else None


def make_queries(index, language, count, sample):
    """[{variant, text, base, pages, sampled}]: `base` is the number of the query that it was made of,
    `sampled` says whether its costs are measured, which are those of the first ones of a variant."""
    letters = letters_of(index)
    chosen = random.Random(f"{language} queries").sample(index, min(count, len(index)))
    changes = {
        "base": lambda text, chance: text,
        "typo": lambda text, chance: with_typo(text, letters, chance),
        "cut": cut,
        "plain": lambda text, chance: plain(text),
    }
    out = []
    for variant, change in changes.items():
        number = 0
        for i, (text, pages) in enumerate(chosen):
            changed = change(text, random.Random(f"{language} {variant} {text}"))
            if changed:
                known = {"variant": variant, "text": changed, "base": i, "pages": pages}
                out.append({**known, "sampled": number < sample})
                number += 1
    return out
