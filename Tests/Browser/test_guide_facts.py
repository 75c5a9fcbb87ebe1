"""What the source guide states of its five channels, in every language: each fact is in the channel table
and on the pages that people read, the channel's own page and the article that explains it."""

import json
import re
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

LANGUAGES = ["en", "fr", "es", "de", "pt-BR", "ar", "zh-Hans", "ja"]
in_every_language = pytest.mark.parametrize("language", LANGUAGES)

CHANNELS = ["in-app", "email", "help-centre", "social", "business"]
in_every_channel = pytest.mark.parametrize("channel", CHANNELS)

ARTICLES = {
    "in-app": "contact/in-app",
    "email": "contact/email",
    "help-centre": "contact/help-centre",
    "social": "contact/social-media",
    "business": "business/business-support",
}


# Reading: the visible text of a page in blocks, so that one sentence has to state a whole fact.

class Block(NamedTuple):
    """A paragraph, an item, a row: its text, where it links to, and the elements that it stands in."""

    text: str
    links: list[str]
    places: frozenset[str]


class Reading(HTMLParser):
    """What a page says in its main part. Elements go by their tag, their classes and their label."""

    BREAKS = {
        "p", "li", "div", "tr", "h1", "h2", "h3", "ul", "ol", "dl", "table", "section", "aside", "header",
        "time", "main", "article",
    }
    VOID = {"img", "input", "br", "meta", "link", "hr", "source"}
    # A definition opens on demand, navigation tells other pages' names, a hidden text is not seen.
    UNSEEN = {"nav", "script", "style", "definition", "visually-hidden", "hidden"}

    def __init__(self, text: str):
        super().__init__()
        self.blocks: list[Block] = []
        self.open: list[tuple[str, set[str]]] = []
        self.text = ""
        self.links: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in self.BREAKS:
            self.finish()
        if tag in ("dd", "td"):
            self.text += " "
        if tag == "a":
            self.links.append(values.get("href") or "")
        if tag in self.VOID:
            return
        names = {tag, *(values.get("class") or "").split(), values.get("aria-labelledby") or ""}
        names |= {values.get("datetime") or ""} | ({"hidden"} if "hidden" in values else set())
        self.open.append((tag, names))

    def handle_endtag(self, tag):
        if tag in self.BREAKS:
            self.finish()
        if tag not in self.VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data):
        names = self.names()
        if "main" in names and not names & self.UNSEEN:
            self.text += data

    def names(self) -> frozenset[str]:
        return frozenset().union(*(names for _, names in self.open))

    def finish(self):
        if self.text.strip():
            self.blocks.append(Block(plain(self.text), self.links, self.names()))
        self.text, self.links = "", []

    def within(self, place: str) -> list[Block]:
        """The blocks that stand in elements of this name, in their order."""
        return [block for block in self.blocks if place in block.places]

    def texts(self, place: str) -> list[str]:
        return [block.text for block in self.within(place)]

    def links_within(self, place: str) -> list[str]:
        """Where the blocks there lead to, on this site counted from its root."""
        return [from_root(link) for block in self.within(place) for link in block.links]


def from_root(link: str) -> str:
    return link.rpartition("../")[2]


def plain(text: str) -> str:
    """Text as it is compared: without marks of direction, all spaces alike."""
    return " ".join(re.sub("[\u200e\u200f\u2066-\u2069]", "", text).split())


@lru_cache(maxsize=None)
def reading(file: Path) -> Reading:
    return Reading(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=None)
def read_table(file: Path) -> dict:
    return json.loads(file.read_text(encoding="utf-8"))


def table(site, language: str) -> dict:
    return read_table(site.folder / f"{language}/channels.json")


def entry(site, language: str, channel: str) -> dict:
    """The channel's entry in the table."""
    return next(c for c in table(site, language)["channels"] if c["id"] == channel)


def problem_entry(site, language: str, problem: str) -> dict:
    return next(p for p in table(site, language)["problems"] if p["id"] == problem)


def channel_page(site, language: str, channel: str) -> Reading:
    return reading(site.folder / f"{language}/channel/{channel}.html")


def problem_page(site, language: str, problem: str) -> Reading:
    return reading(site.folder / f"{language}/problem/{problem}.html")


def article_path(site, language: str, article: str) -> str:
    """An article goes by its English path and has a path of its own in each language."""
    return site.translated(f"en/{article}.html", language)


def article(site, language: str, article: str) -> Reading:
    return reading(site.folder / article_path(site, language, article))


# Facts are told by key words: `"blocked, mistake"` is stated by a text that has both.

def says(text: str, words: str) -> bool:
    text = plain(text).casefold()
    return all(word.casefold() in text for word in words.split(", "))


def assert_one_says(texts: list[str], words: str):
    assert any(says(text, words) for text in texts), f"nothing says “{words}” in {texts}"


def assert_each_says(texts: list[str], facts: list[str]):
    """As many texts as facts, in the order of the facts."""
    assert len(texts) == len(facts), texts
    for text, words in zip(texts, facts):
        assert says(text, words), f"“{text}” does not say “{words}”"


# Kinds

KINDS = {
    "in-app": "in-app", "email": "email", "help-centre": "web", "social": "social", "business": "business",
}


@in_every_language
def test_the_guides_five_channels_and_no_other(site, language):
    # The web version of WhatsApp, which the guide names once, is none of them.
    channels = table(site, language)["channels"]
    assert {c["id"]: c["kind"] for c in channels} == KINDS
    assert [c["id"] for c in channels if not c["human"]] == ["help-centre"]
    overview = article(site, language, "contact/overview")
    for channel in channels:
        page = f"{language}/channel/{channel['id']}.html"
        assert channel["url"] == page
        assert channel_page(site, language, channel["id"]).texts("h1") == [plain(channel["name"])]
        assert page in overview.links_within("prose")


SUMMARIES = {
    "en": {
        "in-app": "quickest", "email": "in-app support did not solve", "help-centre": "nothing is urgent",
        "social": "official accounts, X (Twitter), Facebook, urgent", "business": "professional users",
    },
    "fr": {
        "in-app": "le plus rapide", "email": "l’assistance dans l’application n’a pas réglé",
        "help-centre": "rien ne presse", "business": "professionnels",
        "social": "comptes officiels, X (Twitter), Facebook, urgentes",
    },
    "es": {
        "in-app": "más rápida", "email": "no resolvió el soporte en la aplicación",
        "help-centre": "no hay prisa", "business": "profesionales",
        "social": "cuentas oficiales, X (Twitter), Facebook, urgentes",
    },
    "de": {
        "in-app": "schnellste", "email": "Support in der App nicht gelöst", "help-centre": "nichts eilt",
        "social": "offiziellen Konten, X (Twitter), Facebook, dringende", "business": "geschäftliche Nutzer",
    },
    "pt-BR": {
        "in-app": "mais rápida", "email": "suporte no aplicativo não resolveu",
        "help-centre": "não há urgência", "business": "profissionais",
        "social": "contas oficiais, X (Twitter), Facebook, urgentes",
    },
    "ar": {
        "in-app": "أسرع طريقة", "email": "لم يحلها الدعم داخل التطبيق",
        "help-centre": "لا يكون الأمر عاجلًا", "business": "في عملهم",
        "social": "حسابات واتساب الرسمية, إكس (تويتر), فيسبوك, العاجلة",
    },
    "zh-Hans": {
        "in-app": "最快的渠道", "email": "应用内客服未能解决", "help-centre": "不紧急",
        "social": "官方账号, X（推特）, Facebook, 紧急", "business": "商业用户",
    },
    "ja": {
        "in-app": "最も早い方法", "email": "アプリ内サポートで解決しなかった", "help-centre": "急ぎでない",
        "social": "公式アカウント, X（旧 Twitter）, Facebook, 急ぎ", "business": "業務で使う人",
    },
}


@in_every_channel
@in_every_language
def test_what_the_channel_is(site, language, channel):
    words = SUMMARIES[language][channel]
    assert says(entry(site, language, channel)["summary"], words)
    assert_one_says(channel_page(site, language, channel).texts("summary"), words)


# Addresses

EMAILS = [
    ("support@whatsapp.com", "account-blocked", None),
    ("smb_web@support.whatsapp.com", "business-account", None),
    ("payments@support.whatsapp.com", "payment", None),
    ("android_web@support.whatsapp.com", "feature-fault", "android"),
    ("iphone_web@support.whatsapp.com", "feature-fault", "ios"),
]

# What the addresses are for, in the order of the addresses; the last fact is that of both platforms.
EMAIL_LABELS = {
    "en": ["blocked account, appeal", "WhatsApp Business", "payments, subscriptions", "technical help"],
    "fr": ["compte bloqué, recours", "WhatsApp Business", "paiements, abonnements", "aide technique"],
    "es": ["cuenta bloqueada, apelación", "WhatsApp Business", "pagos, suscripciones", "ayuda técnica"],
    "de": ["gesperrtes Konto, Einspruch", "WhatsApp Business", "Zahlungen, Abonnements", "technische Hilfe"],
    "pt-BR": ["conta bloqueada, recurso", "WhatsApp Business", "pagamentos, assinaturas", "ajuda técnica"],
    "ar": ["حساب محظور, اعتراض", "واتساب للأعمال", "المدفوعات, الاشتراكات", "المساعدة التقنية"],
    "zh-Hans": ["账号被封, 申诉", "WhatsApp Business", "付款, 订阅", "技术帮助"],
    "ja": ["アカウントの停止, 異議申し立て", "WhatsApp Business", "支払い, サブスクリプション", "技術サポート"],
}
FEATURES = {
    "en": "features", "fr": "fonctionnalités", "es": "funciones", "de": "Funktionen",
    "pt-BR": "funcionalidades", "ar": "الميزات", "zh-Hans": "功能", "ja": "機能",
}
PHONES = {language: ("iPhone", "Android") for language in LANGUAGES} | {"ar": ("آيفون", "أندرويد")}


@in_every_language
def test_each_problem_has_its_email_address(site, language):
    labels = EMAIL_LABELS[language][:3] + 2 * [f"{EMAIL_LABELS[language][3]}, {FEATURES[language]}"]
    contacts = entry(site, language, "email")["contacts"]
    assert len(contacts) == len(EMAILS)
    iphone, android = PHONES[language]
    for contact, (address, problem, platform), label in zip(contacts, EMAILS, labels):
        assert contact["email"] == address
        assert problem in contact["problems"]
        assert contact.get("platform") == platform
        assert says(contact["label"], label)
        # The row of the page and of the article shows the address, links to it and says what it is for.
        link = f"mailto:{address}"
        rows = [b for b in channel_page(site, language, "email").within("addresses") if link in b.links]
        badge = {"android": ", Android", "ios": ", iOS", None: ""}[platform]
        assert_each_says([row.text for row in rows], [f"{label}, {address}{badge}"])
        rows = [b for b in article(site, language, "contact/email").within("tr") if link in b.links]
        phone = {"android": f", {android}", "ios": f", {iphone}", None: ""}[platform]
        assert_each_says([row.text for row in rows], [f"{label}, {address}{phone}"])
    # An address serves no problem of another one.
    for contact in contacts:
        own = {problem for address, problem, _ in EMAILS if address == contact["email"]}
        assert {p for _, p, _ in EMAILS} & set(contact["problems"]) == own


@in_every_language
def test_business_help_has_its_address(site, language):
    [contact] = entry(site, language, "business")["contacts"]
    assert contact["email"] == "smb_web@support.whatsapp.com"
    assert contact["problems"] == ["business-account"]
    assert says(contact["label"], EMAIL_LABELS[language][1])
    pages = [
        (channel_page(site, language, "business"), "addresses"),
        (article(site, language, "business/business-support"), "prose"),
    ]
    for page, place in pages:
        [block] = [b for b in page.within(place) if "mailto:smb_web@support.whatsapp.com" in b.links]
        assert says(block.text, f"smb_web@support.whatsapp.com, {EMAIL_LABELS[language][1]}")


# X and Facebook with what is official there, in the words of the labels and of the article.
ACCOUNTS = {
    "en": ("official, X (Twitter)", "official page, Facebook"),
    "fr": ("officiel, X (Twitter)", "page officielle, Facebook"),
    "es": ("oficial, X (Twitter)", "página oficial, Facebook"),
    "de": ("offiziell, X (Twitter)", "offizielle Seite, Facebook"),
    "pt-BR": ("oficial, X (Twitter)", "página oficial, Facebook"),
    "ar": ("الرسمي, إكس (تويتر)", "الرسمية, فيسبوك"),
    "zh-Hans": ("官方, X（推特）", "官方主页, Facebook"),
    "ja": ("公式, X（旧 Twitter）", "公式ページ, Facebook"),
}
X_URL = "https://x.com/WhatsApp"
FACEBOOK_URL = "https://www.facebook.com/WhatsApp"


@in_every_language
def test_the_official_accounts(site, language):
    at_x, at_facebook = entry(site, language, "social")["contacts"]
    assert at_x["handle"] == "@WhatsApp" and at_x["url"] == X_URL
    assert at_facebook["url"] == FACEBOOK_URL
    for contact, words in zip([at_x, at_facebook], ACCOUNTS[language]):
        assert says(contact["label"], words)
        assert PROBLEMS["social"] <= set(contact["problems"])
    page = channel_page(site, language, "social")
    x_row, facebook_row = [b for b in page.within("addresses") if b.links]
    assert x_row.links == [X_URL] and facebook_row.links == [FACEBOOK_URL]
    assert "@WhatsApp" in x_row.text.split()
    assert says(x_row.text, ACCOUNTS[language][0])
    assert says(facebook_row.text, ACCOUNTS[language][1])
    # The article has an item for each; a heading above them calls both official.
    explained = article(site, language, "contact/social-media")
    items = {b.links[0]: b.text for b in explained.within("prose") if "li" in b.places and b.links}
    assert says(items[X_URL], f"@WhatsApp, {ACCOUNTS[language][0].split(', ')[1]}")
    assert says(items[FACEBOOK_URL], ACCOUNTS[language][1])


@in_every_language
def test_the_address_of_the_help_centre(site, language):
    [contact] = entry(site, language, "help-centre")["contacts"]
    assert contact["url"] == "https://faq.whatsapp.com/"
    assert PROBLEMS["help-centre"] <= set(contact["problems"])
    page = channel_page(site, language, "help-centre")
    assert "https://faq.whatsapp.com/" in page.links_within("addresses")
    assert_one_says(page.texts("addresses"), "https://faq.whatsapp.com/")
    explained = article(site, language, "contact/help-centre")
    assert "https://faq.whatsapp.com/" in explained.links_within("prose")
    assert_one_says(explained.texts("prose"), "faq.whatsapp.com")


# Times

HOURS = {
    "en": "{} to {} hours", "fr": "{} à {} heures", "es": "entre {} y {} horas", "de": "{} bis {} Stunden",
    "pt-BR": "{} a {} horas", "ar": "{} إلى {} ساعة", "zh-Hans": "{} 至 {} 小时", "ja": "{}～{} 時間",
}
USUALLY = {
    "en": "usually", "fr": "en général", "es": "normalmente", "de": "meist", "pt-BR": "geralmente",
    "ar": "عادةً", "zh-Hans": "通常", "ja": "通常",
}
# In-app answers come in WhatsApp itself; looking things up takes no time; social media may be faster, but
# nobody knows by how much; of business support no time is known.
TIMES = {
    "en": {
        "in-app": "in WhatsApp itself", "help-centre": "yourself",
        "social": "sometimes faster, no figure", "business": "no reply time is known",
    },
    "fr": {
        "in-app": "directement dans WhatsApp", "help-centre": "vous-même",
        "social": "parfois plus rapides, aucun délai n’est connu",
        "business": "aucun délai de réponse n’est connu",
    },
    "es": {
        "in-app": "en el propio WhatsApp", "help-centre": "la buscas tú",
        "social": "a veces son más rápidas, no se conoce un plazo", "business": "no se conoce ningún plazo",
    },
    "de": {
        "in-app": "in WhatsApp selbst", "help-centre": "selbst",
        "social": "manchmal schneller, eine Zeitangabe gibt es nicht",
        "business": "keine Antwortzeit bekannt",
    },
    "pt-BR": {
        "in-app": "no próprio WhatsApp", "help-centre": "você mesmo",
        "social": "às vezes são mais rápidas, não há prazo conhecido",
        "business": "não há prazo de resposta conhecido",
    },
    "ar": {
        "in-app": "في واتساب نفسه", "help-centre": "بنفسك",
        "social": "أسرع, أحيانًا, مدته غير معروفة", "business": "مدة الرد غير معروفة",
    },
    "zh-Hans": {
        "in-app": "直接发到 WhatsApp", "help-centre": "自行",
        "social": "有时比其他渠道更快, 时间不明", "business": "回复时间未知",
    },
    "ja": {
        "in-app": "WhatsApp の中に届きます", "help-centre": "自分で",
        "social": "早いこともあります, わかっていません", "business": "返信までの時間は不明",
    },
}
IMMEDIATE = {
    "en": "immediate", "fr": "immédiat", "es": "inmediato", "de": "sofort", "pt-BR": "imediato",
    "ar": "فوري", "zh-Hans": "即时", "ja": "即時",
}


def stated_time(site, language: str, channel: str) -> str:
    """The first row of a channel's facts is its usual reply time."""
    return channel_page(site, language, channel).texts("facts")[0]


@pytest.mark.parametrize("channel, least, most", [("in-app", 24, 48), ("email", 48, 72)])
@in_every_language
def test_times_in_hours(site, language, channel, least, most):
    response = entry(site, language, channel)["response"]
    assert {key: response.get(key) for key in ("kind", "min", "max", "unit", "basis")} == {
        "kind": "range", "min": least, "max": most, "unit": "hours", "basis": "reported",
    }
    hours = HOURS[language].format(least, most)
    assert says(stated_time(site, language, channel), f"{hours}, {USUALLY[language]}")
    assert_one_says(article(site, language, ARTICLES[channel]).texts("prose"), hours)
    assert_one_says(article(site, language, "contact/overview").texts("cards"), hours)


@in_every_language
def test_in_app_answers_come_in_whatsapp(site, language):
    words = TIMES[language]["in-app"]
    assert says(entry(site, language, "in-app")["response"]["note"], words)
    assert says(stated_time(site, language, "in-app"), words)
    assert_one_says(article(site, language, "contact/in-app").texts("prose"), words)


@in_every_language
def test_the_help_centre_is_immediate(site, language):
    response = entry(site, language, "help-centre")["response"]
    words = TIMES[language]["help-centre"]
    assert response["kind"] == "immediate"
    assert says(response["note"], words)
    assert says(stated_time(site, language, "help-centre"), f"{IMMEDIATE[language]}, {words}")


@in_every_language
def test_social_media_has_no_figure(site, language):
    response = entry(site, language, "social")["response"]
    assert response["kind"] == "unknown"
    assert not {"min", "max", "unit"} & response.keys()
    for text in (response["note"], stated_time(site, language, "social")):
        assert says(text, TIMES[language]["social"])
        assert not re.search(r"\d", text)


@in_every_language
def test_business_support_has_no_time(site, language):
    assert entry(site, language, "business")["response"] == {"kind": "unknown"}
    time = stated_time(site, language, "business")
    assert says(time, TIMES[language]["business"])
    assert not re.search(r"\d", time)


# Pros and cons

PROS = {
    "en": {
        "in-app": ["practical, direct", "quickly"],
        "email": ["formal complaints, appeals"],
        "help-centre": ["official answers", "reliable"],
        "social": ["urgent", "official answer, quick"],
        "business": ["professional users", "more professional"],
    },
    "fr": {
        "in-app": ["pratique, directe", "assez vite"],
        "email": ["réclamations, recours"],
        "help-centre": ["réponses officielles", "fiables"],
        "social": ["urgentes", "réponse officielle, rapide"],
        "business": ["professionnels", "plus pointues"],
    },
    "es": {
        "in-app": ["práctico, directo", "rápido"],
        "email": ["reclamaciones, apelaciones, formales"],
        "help-centre": ["respuestas oficiales", "fiable"],
        "social": ["urgentes", "respuesta oficial, rápida"],
        "business": ["profesionales", "más especializadas"],
    },
    "de": {
        "in-app": ["praktisch, direkt", "schnell"],
        "email": ["förmliche Beschwerden, Einsprüche"],
        "help-centre": ["offizielle Antworten", "verlässlich"],
        "social": ["dringende", "offizielle Antwort, schnell"],
        "business": ["geschäftliche Nutzer", "fachkundigere"],
    },
    "pt-BR": {
        "in-app": ["prático, direto", "rápido"],
        "email": ["reclamações, recursos, formais"],
        "help-centre": ["respostas oficiais", "confiáveis"],
        "social": ["urgentes", "resposta oficial, rápida"],
        "business": ["profissionais", "mais especializadas"],
    },
    "ar": {
        "in-app": ["عملي, مباشر", "سريع"],
        "email": ["للشكاوى, الاعتراضات, الرسمية"],
        "help-centre": ["إجابات رسمية", "موثوقة"],
        "social": ["العاجلة", "الرد الرسمي, سريعًا"],
        "business": ["يستخدمون واتساب في عملهم", "أكثر تخصصًا"],
    },
    "zh-Hans": {
        "in-app": ["方便, 直接", "较快"],
        "email": ["正式投诉, 申诉"],
        "help-centre": ["官方解答", "可靠"],
        "social": ["紧急", "官方回复, 较快"],
        "business": ["商业用户", "更专业"],
    },
    "ja": {
        "in-app": ["手軽, 直接", "早い"],
        "email": ["正式な苦情, 異議申し立て"],
        "help-centre": ["公式の回答", "信頼できる"],
        "social": ["急ぎの問い合わせ", "公式の返信, 早い"],
        "business": ["業務で使う人", "より専門的"],
    },
}
# The guide gives no drawback of business support.
CONS = {
    "en": {
        "in-app": ["app on a phone"], "email": ["takes longer"],
        "help-centre": ["nobody answers", "general problems only"],
        "social": ["not every problem", "e-mail, still"],
    },
    "fr": {
        "in-app": ["application sur un téléphone"], "email": ["plus de temps"],
        "help-centre": ["pas de réponse personnelle", "que des problèmes généraux"],
        "social": ["tous les problèmes ne peuvent pas", "e-mail, encore"],
    },
    "es": {
        "in-app": ["aplicación en un teléfono"], "email": ["tarda más"],
        "help-centre": ["nadie te responde", "solo, problemas generales"],
        "social": ["no todos los problemas", "haga falta, correo"],
    },
    "de": {
        "in-app": ["App auf einem Telefon"], "email": ["dauert länger"],
        "help-centre": ["niemand antwortet", "nur allgemeine Probleme"],
        "social": ["nicht jedes Problem", "E-Mail, nötig"],
    },
    "pt-BR": {
        "in-app": ["aplicativo no celular"], "email": ["demora mais"],
        "help-centre": ["ninguém responde", "apenas, problemas gerais"],
        "social": ["nem todo problema", "e-mail, necessário"],
    },
    "ar": {
        "in-app": ["التطبيق على الهاتف"], "email": ["أبطأ"],
        "help-centre": ["لا تتلقى ردًّا شخصيًّا", "يقتصر, المشكلات العامة"],
        "social": ["لا تُحل كل المشكلات", "بريد إلكتروني"],
    },
    "zh-Hans": {
        "in-app": ["手机应用"], "email": ["较慢"],
        "help-centre": ["没有人工", "仅涵盖一般问题"],
        "social": ["并非所有问题", "电子邮件"],
    },
    "ja": {
        "in-app": ["スマートフォンのアプリが必要"], "email": ["時間がかかる"],
        "help-centre": ["担当者による対応はない", "一般的な問題だけ"],
        "social": ["すべての問題を解決できるわけではない", "メールが必要"],
    },
}


@in_every_channel
@in_every_language
def test_pros_and_cons(site, language, channel):
    told = entry(site, language, channel)
    page = channel_page(site, language, channel)
    for kind, facts in (("pros", PROS[language][channel]), ("cons", CONS[language].get(channel, []))):
        assert_each_says(told.get(kind, []), facts)
        # The list itself, not the heading above it.
        shown = [b.text for b in page.within(kind) if "li" in b.places]
        assert_each_says(shown, facts)
        assert shown == [plain(text) for text in told.get(kind, [])]


# The same in the sentences of the articles, each item in one paragraph.
JUDGEMENTS = {
    "en": {
        "in-app": ["quickest"],
        "email": ["formal, appeal, complaint, slower, 48 to 72 hours"],
        "help-centre": ["official, reliable, nobody answers, only general problems, not, urgent"],
        "social": ["urgent, sometimes faster, no time is promised",
                   "official answer, quick, not every problem, e-mail"],
        "business": ["more professional answers", "no reply time is known"],
    },
    "fr": {
        "in-app": ["le plus rapide"],
        "email": ["recours, réclamation, plus lent, 48 à 72 heures"],
        "help-centre": ["officielles, fiables, personne ne vous y répond, problèmes généraux, urgences"],
        "social": ["urgente, parfois plus rapides, sans délai garanti",
                   "réponse officielle, rapide, tout ne peut pas se régler, e-mail"],
        "business": ["professionnels, plus pointues", "aucun délai n’est connu"],
    },
    "es": {
        "in-app": ["más rápida"],
        "email": ["formales, apelación, reclamación, más lento, entre 48 y 72 horas"],
        "help-centre": ["oficiales, fiable, nadie te responde, problemas generales, urgente"],
        "social": ["urgente, a veces son más rápidas, nadie promete un plazo",
                   "respuesta oficial, rápida, no todos los problemas, correo"],
        "business": ["profesionales, más especializadas", "no se conoce ningún plazo"],
    },
    "de": {
        "in-app": ["schnellste Weg"],
        "email": ["förmliche, Einspruch, Beschwerde, dauert länger, 48 bis 72 Stunden"],
        "help-centre": ["offiziell, verlässlich, niemand antwortet, nur allgemeine Probleme, dringende"],
        "social": ["dringend, manchmal schneller, Antwortzeit ist nicht zugesagt",
                   "offizielle Antwort, schnell, nicht jedes Problem, E-Mail"],
        "business": ["geschäftliche Nutzer, fachkundiger", "keine Antwortzeit bekannt"],
    },
    "pt-BR": {
        "in-app": ["mais rápida"],
        "email": ["formais, recurso, reclamação, mais lento, 48 a 72 horas"],
        "help-centre": ["oficiais, confiáveis, ninguém responde, apenas de problemas gerais, urgente"],
        "social": ["urgente, às vezes, mais rápidas, ninguém promete um prazo",
                   "resposta oficial, rápida, nem todo problema, e-mail"],
        "business": ["profissionais, mais especializadas", "não há prazo de resposta conhecido"],
    },
    "ar": {
        "in-app": ["أسرع طريقة"],
        "email": ["الرسمية, الاعتراض, الشكوى, أبطأ, 48 إلى 72 ساعة"],
        "help-centre": ["رسمية, موثوقة, لا أحد يرد عليك, المشكلات العامة, لا يناسب, العاجلة"],
        "social": ["عاجلًا, أسرع, أحيانًا, لا توجد مدة مضمونة",
                   "الرد الرسمي, سريعًا, لا تُحل كل المشكلات, بريد إلكتروني"],
        "business": ["في عملهم, أكثر تخصصًا", "مدة الرد, غير معروفة"],
    },
    "zh-Hans": {
        "in-app": ["最快的渠道"],
        "email": ["正式, 申诉, 投诉, 慢, 48 至 72 小时"],
        "help-centre": ["官方, 可靠, 没有人工回复, 仅涵盖一般问题, 不适合紧急"],
        "social": ["紧急, 有时比其他渠道更快, 不保证回复时限",
                   "官方回复, 较快, 并非所有问题, 电子邮件"],
        "business": ["商业用户, 更专业", "不清楚, 多久回复"],
    },
    "ja": {
        "in-app": ["最も早い方法"],
        "email": ["正式, 異議申し立て, 苦情, 時間がかかり, 48～72 時間"],
        "help-centre": ["公式, 信頼, 担当者からの返信はなく, 一般的な問題だけ, 急ぎ"],
        "social": ["急いで, 早いこともあります, 約束されていません",
                   "公式の返信, 早く, すべての問題を解決できるわけではありません, メール"],
        "business": ["業務, より専門的な回答", "時間は、わかっていません"],
    },
}


@in_every_channel
@in_every_language
def test_articles_say_how_good_the_channel_is(site, language, channel):
    texts = article(site, language, ARTICLES[channel]).texts("prose")
    for words in JUDGEMENTS[language][channel]:
        assert_one_says(texts, words)


# What each channel is for

PROBLEMS = {
    "in-app": {"account-blocked", "verification-code", "feature-fault", "payment", "general-question"},
    "email": {"account-blocked", "business-account", "payment", "feature-fault"},
    "help-centre": {"security-privacy", "payment", "backup-restore", "feature-fault", "general-question"},
    "social": {"urgent-matter", "account-blocked", "payment", "feature-fault"},
    "business": {"business-account"},
}
# What the guide sends elsewhere: to a person, or to the business address.
NOT_PROBLEMS = {
    "in-app": {"business-account"},
    "email": {"security-privacy", "backup-restore", "general-question"},
    "help-centre": {"urgent-matter", "account-blocked"},
    "social": {"general-question", "security-privacy", "backup-restore"},
    "business": {"account-blocked", "payment", "general-question", "urgent-matter"},
}
SERVES = {
    "en": {
        "in-app": "blocked accounts, connecting, verification codes, payments, features",
        "email": "appeals against a block, payment disputes, refunds, WhatsApp Business, API, complex, "
                 "a person",
        "help-centre": "security, privacy, payments, subscriptions, backing up, restoring, "
                       "guides to features",
        "social": "blocked, no answer by e-mail, payment, subscription, not resolved, technical, "
                  "a person sooner",
        "business": "professional users, WhatsApp Business",
    },
    "fr": {
        "in-app": "comptes bloqués, connexion, code de vérification, paiements, fonctionnalités",
        "email": "recours contre un blocage, litiges de paiement, remboursements, WhatsApp Business, API, "
                 "complexes, une personne",
        "help-centre": "sécurité, confidentialité, paiements, abonnements, sauvegarde, restauration, "
                       "guides sur les fonctionnalités",
        "social": "bloqués, sans réponse par e-mail, paiement, abonnement, non réglés, techniques, "
                  "aide humaine plus rapide",
        "business": "professionnels, WhatsApp Business",
    },
    "es": {
        "in-app": "cuentas bloqueadas, conexión, códigos de verificación, pagos, funciones",
        "email": "apelaciones contra un bloqueo, disputas sobre pagos, reembolsos, WhatsApp Business, API, "
                 "complejos, una persona",
        "help-centre": "seguridad de la cuenta, privacidad, pagos, suscripciones, copia de seguridad, "
                       "restauración, guías de las funciones",
        "social": "bloqueadas, sin respuesta por correo, pago, suscripción, sin resolver, técnicos, "
                  "antes la ayuda de una persona",
        "business": "profesionales, WhatsApp Business",
    },
    "de": {
        "in-app": "gesperrte Konten, Anmeldung, Verifizierungscode, Zahlungen, Funktionen",
        "email": "Einsprüche gegen eine Sperre, strittige Zahlungen, Erstattungen, WhatsApp Business, API, "
                 "schwierige Fälle, ein Mensch",
        "help-centre": "Kontosicherheit, Datenschutz, Zahlungen, Abonnements, Sichern, Wiederherstellen, "
                       "Anleitungen zu Funktionen",
        "social": "gesperrte, ohne Antwort per E-Mail, ungelöste, Zahlungen, Abonnements, technische, "
                  "schneller einen Menschen",
        "business": "geschäftliche Nutzer, WhatsApp Business",
    },
    "pt-BR": {
        "in-app": "contas bloqueadas, conexão, código de verificação, pagamentos, funcionalidades",
        "email": "recursos contra um bloqueio, contestações de pagamento, reembolsos, WhatsApp Business, "
                 "API, complexos, uma pessoa",
        "help-centre": "segurança, privacidade, pagamentos, assinaturas, backup, restauração, "
                       "guias das funcionalidades",
        "social": "bloqueadas, sem resposta por e-mail, pagamento, assinatura, não resolvidos, técnicos, "
                  "mais rápido da ajuda de uma pessoa",
        "business": "profissionais, WhatsApp Business",
    },
    "ar": {
        "in-app": "الحسابات المحظورة, تسجيل الدخول, رموز التحقق, المدفوعات, الميزات",
        "email": "الاعتراض على الحظر, نزاعات الدفع, استرداد الأموال, واتساب للأعمال, API, المعقدة, بشريًّا",
        "help-centre": "أمان الحساب, الخصوصية, المدفوعات, الاشتراكات, النسخ الاحتياطي, استعادة, الميزات",
        "social": "المحظورة, لم يصل رد, البريد الإلكتروني, الدفع, الاشتراك, لم تُحل, التقنية, بشرية أسرع",
        "business": "واتساب للأعمال, في عملهم",
    },
    "zh-Hans": {
        "in-app": "账号被封, 登录, 验证码, 付款, 功能异常",
        "email": "封号申诉, 付款争议, 退款, WhatsApp Business, API, 复杂, 人工",
        "help-centre": "账号安全, 隐私, 付款, 订阅, 备份, 恢复, 功能指南",
        "social": "邮件未获回复, 封号, 未解决, 付款, 订阅, 技术, 更快获得人工帮助",
        "business": "商业用户, WhatsApp Business",
    },
    "ja": {
        "in-app": "アカウントの停止, ログイン, 認証コード, 支払い, 機能の不具合",
        "email": "停止への異議申し立て, 支払いへの異議, 返金, WhatsApp Business, API, 複雑, 人による対応",
        "help-centre": "セキュリティ, プライバシー, 支払い, サブスクリプション, バックアップ, 復元, 機能の使い方",
        "social": "メールに返信のない, 停止, 解決していない, 支払い, サブスクリプション, 技術的, より早く必要",
        "business": "業務で使って, WhatsApp Business",
    },
}


@in_every_channel
@in_every_language
def test_what_the_channel_is_for(site, language, channel):
    told = entry(site, language, channel)
    page = channel_page(site, language, channel)
    words = SERVES[language][channel]
    assert says(told["serves"], words)
    assert_one_says(page.texts("facts"), words)
    assert PROBLEMS[channel] <= set(told["problems"])
    assert not NOT_PROBLEMS[channel] & set(told["problems"])
    # Whatever is urgent needs a person.
    assert told.get("notFor", []) == (["urgent-matter"] if channel == "help-centre" else [])
    links = page.links_within("problems")
    assert {f"{language}/problem/{problem}.html" for problem in PROBLEMS[channel]} <= set(links)
    for problem in table(site, language)["problems"]:
        ways = {way["channel"] for way in problem["channels"]}
        assert (channel in ways) == (problem["id"] in told["problems"])


# The scenarios of the guide's own sections, as the articles tell them, and the pages that they link to.
SCENARIOS = {
    "en": {
        "in-app": ["blocked account, mistake, appeal", "connecting, verification code",
                   "messages, sent, calls", "payments"],
        "email": ["in-app support, not solved", "blocked, by mistake, appeal", "WhatsApp Business, API",
                  "payment, refund", "complex, a person"],
        "help-centre": ["security, privacy", "payments, subscriptions", "backing up, restoring, history",
                        "guides, features"],
        "social": ["blocked, e-mail, no answer", "payment, subscription, not been resolved",
                   "a person, sooner"],
        "business": ["WhatsApp Business, API"],
    },
    "fr": {
        "in-app": ["compte bloqué, erreur, recours", "connexion, code de vérification",
                   "messages, envoyer, appels", "paiements"],
        "email": ["assistance dans l’application, pas suffi", "bloqué, par erreur, recours",
                  "API WhatsApp Business", "paiement, remboursement", "complexe, une personne"],
        "help-centre": ["sécurité, confidentialité", "paiements, abonnements",
                        "sauvegarde, restauration, historique", "guides, fonctionnalités"],
        "social": ["bloqué, e-mail, pas reçu de réponse", "paiement, abonnement, pas réglé",
                   "plus vite, une personne"],
        "business": ["WhatsApp Business, API"],
    },
    "es": {
        "in-app": ["cuenta bloqueada, error, apelar", "conexión, código de verificación",
                   "mensajes, envían, llamadas", "pagos"],
        "email": ["soporte en la aplicación, no haya resuelto", "bloqueado, por error, apelar",
                  "API, WhatsApp Business", "pago, reembolso", "complejo, una persona"],
        "help-centre": ["seguridad y privacidad", "pagos, suscripciones",
                        "copia de seguridad, restauración, historial", "guías, funciones"],
        "social": ["bloqueada, nadie ha respondido, correo", "pago, suscripción, sin resolver",
                   "cuanto antes, una persona"],
        "business": ["WhatsApp Business, API"],
    },
    "de": {
        "in-app": ["gesperrtes Konto, Irrtum, Einspruch", "Anmeldung, Verifizierungscode",
                   "Nachrichten, senden, Anrufe", "Zahlungen"],
        "email": ["Support in der App, nicht gelöst", "irrtümlich gesperrt, Einspruch",
                  "API, WhatsApp Business", "Zahlung, Erstattung", "schwierig, Mensch"],
        "help-centre": ["Sicherheit und Datenschutz", "Zahlungen, Abonnements",
                        "sichern, Chatverlauf wiederherstellen", "Anleitungen, Funktionen"],
        "social": ["gesperrt, E-Mail, keine Antwort", "Zahlung, Abonnement, nicht gelöst",
                   "schneller, einem Menschen"],
        "business": ["WhatsApp Business, API"],
    },
    "pt-BR": {
        "in-app": ["conta bloqueada, engano, recorrer", "conexão, código de verificação",
                   "mensagens, enviadas, chamadas", "pagamentos"],
        "email": ["suporte no aplicativo, não tiver resolvido", "bloqueada, por engano, recorrer",
                  "API, WhatsApp Business", "pagamento, reembolso", "complexo, uma pessoa"],
        "help-centre": ["segurança e privacidade", "pagamentos, assinaturas",
                        "backup, restauração, histórico", "guias, funcionalidades"],
        "social": ["bloqueada, e-mail, sem resposta", "pagamento, assinatura, sem solução",
                   "o quanto antes, uma pessoa"],
        "business": ["WhatsApp Business, API"],
    },
    "ar": {
        "in-app": ["حساب محظور, الاعتراض, خطأً", "تسجيل الدخول, رمز تحقق", "رسائل لا تُرسل, مكالمات",
                   "المدفوعات"],
        "email": ["الدعم داخل التطبيق, لم يحل", "حُظر, خطأً, الاعتراض", "API, واتساب للأعمال",
                  "عملية دفع, استرداد", "معقدة, بشريًّا"],
        "help-centre": ["الأمان والخصوصية", "المدفوعات, الاشتراكات", "النسخ الاحتياطي, استعادة سجل",
                        "إرشادات, الميزات"],
        "social": ["حُظر, لم تتلقَّ ردًّا, بريدك", "الدفع, الاشتراك, لم تُحل", "مساعدة بشرية, أسرع"],
        "business": ["واتساب للأعمال, API"],
    },
    "zh-Hans": {
        "in-app": ["账号被封, 误封, 申诉", "登录, 验证码", "消息发不出去, 通话", "付款问题"],
        "email": ["应用内客服, 没能解决", "误封, 申诉", "WhatsApp Business, API", "付款, 退款", "复杂, 人工"],
        "help-centre": ["安全与隐私", "付款, 订阅", "备份, 恢复", "功能, 指南"],
        "social": ["账号被封, 电子邮件没有得到回复", "付款, 订阅, 未解决", "更快, 人工"],
        "business": ["WhatsApp Business, API"],
    },
    "ja": {
        "in-app": ["停止され, 間違い, 異議", "ログイン, 認証コード", "メッセージが送れない, 通話", "支払い"],
        "email": ["アプリ内サポート, 解決せず", "間違って, 停止され, 異議", "WhatsApp Business, API",
                  "支払い, 返金", "複雑, 人による対応"],
        "help-centre": ["セキュリティとプライバシー", "支払い, サブスクリプション", "バックアップ, 復元",
                        "機能の使い方"],
        "social": ["停止され, メール, 返信がない", "支払い, サブスクリプション, 解決していない",
                   "担当者, より早く"],
        "business": ["WhatsApp Business, API"],
    },
}
SCENARIO_LINKS = {
    "in-app": {"account-blocked", "verification-code", "feature-fault", "payment"},
    "email": {"account-blocked", "business-account", "payment"},
    "help-centre": {"security-privacy", "payment", "backup-restore"},
    "social": {"account-blocked", "payment", "urgent-matter"},
    "business": {"business-account"},
}


def scenarios(page: Reading) -> list[str]:
    """Paragraphs and items of an article, without its steps: these tell what to do, not when."""
    return [b.text for b in page.within("prose") if "ol" not in b.places and b.places & {"p", "li"}]


@in_every_channel
@in_every_language
def test_the_scenarios_of_the_guide(site, language, channel):
    page = article(site, language, ARTICLES[channel])
    for words in SCENARIOS[language][channel]:
        assert_one_says(scenarios(page), words)
    wanted = {f"{language}/problem/{problem}.html" for problem in SCENARIO_LINKS[channel]}
    assert wanted <= set(page.links_within("prose"))


# A blocked account: a mistake, which can be appealed. Features: messages and calls.
PROBLEM_WORDS = {
    "en": ("mistake, appeal", "messages, sent, calls"),
    "fr": ("erreur, recours", "messages ne partent pas, appels"),
    "es": ("error, apelar", "mensajes no se envían, llamadas"),
    "de": ("Irrtum, Einspruch", "Nachrichten, gesendet, Anrufe"),
    "pt-BR": ("engano, recorrer", "mensagens não são enviadas, chamadas"),
    "ar": ("خطأ, الاعتراض", "الرسائل لا تُرسل, المكالمات"),
    "zh-Hans": ("误封, 申诉", "消息发不出去, 通话"),
    "ja": ("間違い, 異議", "メッセージが送れない, 通話"),
}


@in_every_language
def test_blocks_by_mistake_and_failing_features(site, language):
    for problem, words in zip(["account-blocked", "feature-fault"], PROBLEM_WORDS[language]):
        assert says(problem_entry(site, language, problem)["description"], words)
        assert_one_says(problem_page(site, language, problem).texts("summary"), words)


# Steps

IN_APP_STEPS = {
    "en": ["Settings, bottom right, iPhone, top right, Android", "Help, Contact us",
           "text box, detail, screenshots", "device information, logs, attached, recommend",
           "Next, help articles, Need help?", "in WhatsApp, 24 to 48 hours"],
    "fr": ["Paramètres, en bas à droite, iPhone, en haut à droite, Android", "Aide, Nous contacter",
           "zone de texte, détails, captures d’écran",
           "informations, journaux de l’appareil, joints, conseill",
           "Suivant, articles d’aide, Besoin d’aide ?", "dans WhatsApp, 24 à 48 heures"],
    "es": ["Ajustes, abajo a la derecha, iPhone, arriba a la derecha, Android", "Ayuda, Contáctanos",
           "cuadro de texto, detalle, capturas de pantalla",
           "información, registros del dispositivo, adjuntar, recomenda",
           "Siguiente, artículos de ayuda, ¿Necesitas ayuda?", "en WhatsApp, entre 24 y 48 horas"],
    "de": ["Einstellungen, unten rechts, iPhone, oben rechts, Android", "Hilfe, Kontaktiere uns",
           "Textfeld, so genau wie möglich, Screenshots",
           "Geräteinformationen, Protokolle, angehängt, besser untersuchen",
           "Weiter, Hilfeartikel, Brauchst du Hilfe?", "in WhatsApp, 24 bis 48 Stunden"],
    "pt-BR": ["Configurações, inferior direito, iPhone, superior direito, Android", "Ajuda, Fale conosco",
              "caixa de texto, detalhes, capturas de tela",
              "informações, registros do aparelho, anexados, recomend",
              "Avançar, artigos de ajuda, Precisa de ajuda?", "no WhatsApp, 24 a 48 horas"],
    "ar": ["الإعدادات, السفلية اليمنى, آيفون, العلوية اليمنى, أندرويد", "المساعدة, اتصل بنا",
           "مربع النص, التفصيل, لقطات شاشة", "معلومات الجهاز, سجلاته, إرفاق, ننصح",
           "التالي, مقالات, هل تحتاج إلى مساعدة؟", "في واتساب, 24 إلى 48 ساعة"],
    "zh-Hans": ["设置, iPhone, 右下角, Android, 右上角", "帮助, 联系我们", "文本框, 详细, 截图",
                "设备信息, 日志, 建议附上", "下一步, 帮助文章, 需要帮助？", "WhatsApp 内的回复, 24 至 48 小时"],
    "ja": ["設定, iPhone, 右下, Android, 右上", "ヘルプ, お問い合わせ",
           "テキスト欄, 詳しく, スクリーンショット", "端末情報, ログ, 添付, おすすめします",
           "次へ, ヘルプ記事, お困りですか？", "WhatsApp に返信, 24～48 時間"],
}
SOCIAL_STEPS = {
    "en": ["official page, X (Twitter)", "direct message, post, @WhatsApp, describes the problem",
           "number, country code, screenshot", "wait, official team"],
    "fr": ["page officielle, X (Twitter)", "message privé, message public, @WhatsApp, décrit le problème",
           "numéro, indicatif du pays, capture d’écran", "attendez, équipe officielle"],
    "es": ["página oficial, X (Twitter)", "mensaje directo, publicación, @WhatsApp, describa el problema",
           "número, código de país, captura de pantalla", "espera, equipo oficial"],
    "de": ["offizielle Seite, X (Twitter)", "Direktnachricht, Beitrag, @WhatsApp, Problem, beschreib",
           "Nummer, Landesvorwahl, Screenshot", "warten, offiziellen Teams"],
    "pt-BR": ["página oficial, X (Twitter)", "mensagem direta, publicação, @WhatsApp, descreva o problema",
              "número, código do país, captura de tela", "aguarde, equipe oficial"],
    "ar": ["صفحة واتساب الرسمية, إكس (تويتر)", "اشرح المشكلة, رسالة مباشرة, منشور, @WhatsApp",
           "رقمك, رمز البلد, لقطة شاشة", "انتظر, الفريق الرسمي"],
    "zh-Hans": ["官方主页, X（推特）", "私信, 发帖, @WhatsApp, 描述您的问题",
                "号码, 国家/地区代码, 截图", "等待, 官方团队"],
    "ja": ["公式ページ, X（旧 Twitter）", "ダイレクトメッセージ, 投稿, @WhatsApp, 問題を説明",
           "番号, 国番号, スクリーンショット", "待ちます, 公式チーム"],
}


def page_steps(page: Reading, place: str) -> list[str]:
    """The items of the numbered list."""
    return [b.text for b in page.within(place) if {"ol", "li"} <= b.places]


def all_steps(site, language: str, channel: str) -> list[list[str]]:
    """The steps of a channel in the table, on its page and in its article."""
    shown = page_steps(channel_page(site, language, channel), "steps")
    told = [plain(step) for step in entry(site, language, channel)["steps"]]
    assert shown == told
    return [told, shown, page_steps(article(site, language, ARTICLES[channel]), "prose")]


@pytest.mark.parametrize("channel, facts", [("in-app", IN_APP_STEPS), ("social", SOCIAL_STEPS)])
@in_every_language
def test_the_steps(site, language, channel, facts):
    for steps in all_steps(site, language, channel):
        assert_each_says(steps, facts[language])


# Where the settings are: at the bottom of an iPhone, at the top of Android. The interface of Arabic is
# mirrored, therefore its step names the left as well.
CORNERS = {
    "en": ("bottom right", "top right"), "fr": ("en bas à droite", "en haut à droite"),
    "es": ("abajo a la derecha", "arriba a la derecha"), "de": ("unten rechts", "oben rechts"),
    "pt-BR": ("inferior direito", "superior direito"), "ar": ("السفلية اليمنى", "العلوية اليمنى"),
    "zh-Hans": ("右下角", "右上角"), "ja": ("右下", "右上"),
}


@in_every_language
def test_settings_are_below_on_iphone_and_above_on_android(site, language):
    (bottom, top), (iphone, android) = CORNERS[language], PHONES[language]
    for steps in all_steps(site, language, "in-app"):
        # The corner may stand before its phone or behind it; the two pairs keep the same order.
        assert steps[0].index(bottom) < steps[0].index(top)
        assert steps[0].index(iphone) < steps[0].index(android)


# The form of an e-mail: subject, background, number, screenshots, a polite request.
EMAIL_FORM = {
    "en": ["subject, mobile number", "mistake, payment, not received", "mobile number, country code",
           "screenshots, block notice, payment history", "politely, check, broke no rule"],
    "fr": ["objet, numéro de mobile", "par erreur, paiement non reçu", "numéro de mobile, indicatif du pays",
           "captures d’écran, avis de blocage, historique des paiements", "poliment, vérifi, aucune règle"],
    "es": ["asunto, número de teléfono móvil", "por error, un pago, no ha llegado",
           "número de teléfono móvil, código de país",
           "capturas de pantalla, aviso de bloqueo, historial de pagos",
           "cortesía, revisen tu cuenta, ninguna norma"],
    "de": ["Betreff, Mobilnummer", "irrtümlich gesperrt, Zahlung, nicht angekommen",
           "Mobilnummer, Landesvorwahl", "Screenshots, Hinweis auf die Sperre, Zahlungsverlauf",
           "höflich, Prüfung Ihres Kontos, gegen keine Regel"],
    "pt-BR": ["assunto, número do seu celular", "por engano, pagamento, recebido",
              "número do seu celular, código do país",
              "capturas de tela, aviso de bloqueio, histórico de pagamentos",
              "educação, verifi, sua conta, nenhuma regra"],
    "ar": ["موضوع, رقم هاتفك المحمول", "خطأً, مبلغ, مدفوع", "رقم هاتفك المحمول, رمز البلد",
           "لقطات شاشة, إشعار الحظر, سجل, مدفوعات", "بأدب, مراجعة حسابك, لم تخالف أي قاعدة"],
    "zh-Hans": ["主题, 手机号码", "误封, 付款没有到账", "手机号码, 国家/地区代码",
                "截图, 封号通知, 付款记录", "礼貌, 核查您的账号, 没有违反任何规则"],
    "ja": ["件名, 携帯電話番号", "間違って停止された, お金が届いていない", "携帯電話番号, 国番号",
           "スクリーンショット, 停止の通知, 支払い履歴", "丁寧, アカウントを確認, 規約に違反していない"],
}
# The subject that the guide recommends: to unblock an account that was blocked by mistake.
EMAIL_SUBJECT = {
    "en": "subject, unblock, by mistake", "fr": "objet, déblocage, par erreur",
    "es": "asunto, desbloqueo, por error", "de": "Betreff, Entsperrung, irrtümlich",
    "pt-BR": "assunto, desbloqueio, por engano", "ar": "الموضوع, رفع الحظر, خطأً",
    "zh-Hans": "主题, 解封, 误封", "ja": "件名, 停止の解除, 間違い",
}


@in_every_language
def test_the_form_of_an_email(site, language):
    told, shown, explained = all_steps(site, language, "email")
    for steps in (told, shown, explained):
        for words in EMAIL_FORM[language]:
            assert_one_says(steps, words)
    # The article on messages lists the same parts; its polite request is told in other words.
    parts = page_steps(article(site, language, "contact/write-a-good-message"), "prose")
    for words in EMAIL_FORM[language][:4]:
        assert_one_says(parts, words)
    hours = HOURS[language].format(48, 72)
    for steps in (told, shown):
        assert says(steps[-1], hours)
        assert_one_says(steps, EMAIL_SUBJECT[language])


# Tips: what makes support more effective, and what belongs into an appeal.
TIPS = {
    "en": ["detailed description, more effective", "screenshot, says more",
           "appeal, did not break, rules, number, registered"],
    "fr": ["description détaillée, plus efficace", "capture d’écran, en dit souvent plus",
           "contestez un blocage, pas enfreint les règles, numéro, enregistré"],
    "es": ["descripción detallada, más eficaz", "captura de pantalla, decir más",
           "apelas contra un bloqueo, no has incumplido las normas, número, registrada"],
    "de": ["genauer die Beschreibung, besser, helfen", "Screenshot, sagt oft mehr",
           "Einspruch, nicht gegen die Regeln, Nummer, registriert"],
    "pt-BR": ["descrição detalhada, ajuda melhor", "captura de tela, diz mais",
              "recorrer de um bloqueio, não violou as regras, número, registrada"],
    "ar": ["الوصف المفصل, أكثر فاعلية", "لقطة الشاشة, تغني عن فقرة",
           "تعترض على حظر, لم تخالف قواعد واتساب, الرقم المسجَّل"],
    "zh-Hans": ["描述越详细, 有效率", "截图, 胜过", "申诉, 没有违反, 规则, 注册账号, 号码"],
    "ja": ["詳しいほど, 的確に対応", "スクリーンショット, よく伝わる",
           "異議を申し立てる, 違反していない, 登録した電話番号"],
}
# The table has them in the step of the description.
STEP_TIPS = {
    "en": "detail, screenshots, help you better, appeal, did not break, rules, registered number",
    "fr": "détails, captures d’écran, plus efficace, contestez un blocage, pas enfreint les règles, "
          "numéro enregistré",
    "es": "detalle, capturas de pantalla, ayudarte mejor, apelas, no has incumplido las normas, "
          "número registrado",
    "de": "genau, Screenshots, besser helfen, Einspruch, nicht gegen die Regeln, registrierte Nummer",
    "pt-BR": "detalhes, capturas de tela, ajuda melhor, recorrer, não violou as regras, número registrado",
    "ar": "التفصيل, لقطات شاشة, أكثر فاعلية, تعترض على حظر, لم تخالف قواعد واتساب, رقمك المسجَّل",
    "zh-Hans": "详细, 截图, 更有效, 申诉, 没有违反, 规则, 注册号码",
    "ja": "詳しく, スクリーンショット, 的確に対応, 異議を申し立てる, 違反していない, 登録した電話番号",
}


@in_every_language
def test_the_tips(site, language):
    told, shown, _ = all_steps(site, language, "in-app")
    assert says(told[2], STEP_TIPS[language])
    assert says(shown[2], STEP_TIPS[language])
    explained = scenarios(article(site, language, "contact/in-app"))
    for words in TIPS[language]:
        assert_one_says(explained, words)


# The example: an appeal

APPEAL = {
    "en": ("unblock, WhatsApp account",
           "WhatsApp customer service, blocked, not broken, terms of use, check, unblock it, thank"),
    "fr": ("déblocage, compte WhatsApp",
           "service client de WhatsApp, bloqué, enfreint aucune condition, vérifier, débloquer, remercie"),
    "es": ("desbloqueo, cuenta de WhatsApp",
           "atención al cliente de WhatsApp, bloqueada, no he incumplido, condición de uso, revisar, "
           "desbloquearla, gracias"),
    "de": ("Entsperrung, WhatsApp-Konto",
           "WhatsApp-Kundenservice, gesperrt, keine Nutzungsbedingung verstoßen, prüfen, "
           "heben Sie die Sperre auf, Dank"),
    "pt-BR": ("desbloqueio, conta do WhatsApp",
              "atendimento do WhatsApp, bloqueada, não violei, termos de uso, verificar, desbloqueá, "
              "agradeço"),
    "ar": ("رفع الحظر, حساب واتساب",
           "خدمة عملاء واتساب, حُظر حسابي, لم أخالف, شروط الاستخدام, مراجعة حسابي, رفع الحظر, الشكر"),
    "zh-Hans": ("解封账号, WhatsApp 账号", "WhatsApp 客服, 封停, 并未违反任何使用条款, 核查, 解封, 感谢"),
    "ja": ("停止解除, WhatsApp アカウント",
           "WhatsApp カスタマーサービス, 停止されました, 利用規約に違反したことは一切ありません, ご確認, "
           "解除, よろしくお願い"),
}
# The number and the name that the writer fills in.
PLACEHOLDERS = {
    "en": ("number", "name"), "fr": ("numéro", "nom"), "es": ("número", "nombre"), "de": ("Nummer", "Name"),
    "pt-BR": ("número", "nome"), "ar": ("رقمك", "اسمك"), "zh-Hans": ("号码", "姓名"),
    "ja": ("電話番号", "名前"),
}
PLAIN_TEXT = {
    "en": "plain text", "fr": "texte brut", "es": "texto sin formato", "de": "reinen Text",
    "pt-BR": "texto simples", "ar": "نص عادي", "zh-Hans": "纯文本", "ja": "テキスト形式",
}
EXAMPLE_NUMBER = "+86 138 1234 5678"


@in_every_language
def test_the_example_in_the_table(site, language):
    wanted = problem_entry(site, language, "account-blocked")["message"]
    message = next(m for m in table(site, language)["messages"] if m["id"] == wanted)
    subject, body = APPEAL[language]
    assert says(message["subject"], subject)
    assert says(message["body"], body)
    # Plain text, without markup of any kind.
    assert not re.search(r"[<>*_`#]", message["subject"] + message["body"])
    fields = {field["type"]: field for field in message["fields"]}
    number, name = fields["phone"], fields["text"]
    assert number["example"] == EXAMPLE_NUMBER
    for field, words in zip([number, name], PLACEHOLDERS[language]):
        assert says(field["label"], words)
    assert f"[{number['id']}]" in message["subject"]
    assert f"[{number['id']}]" in message["body"]
    # The signature comes last.
    assert message["body"].rstrip().endswith(f"[{name['id']}]")


def assert_shows_the_appeal(page: Reading, language: str):
    subject_words, body_words = APPEAL[language]
    number, name = PLACEHOLDERS[language]
    [body] = page.texts("message-text")
    assert says(body, body_words)
    [subject] = [text for text in page.texts("message-head") if says(text, subject_words)]
    for text in (subject, body):
        assert any(says(gap, number) for gap in re.findall(r"\[(.*?)\]", text)), text
    assert says(re.findall(r"\[(.*?)\]", body)[-1], name)
    assert body.endswith("]")
    assert_one_says(page.texts("message-head"), "support@whatsapp.com")


@in_every_language
def test_the_example_on_its_pages(site, language):
    explained = article(site, language, "contact/write-a-good-message")
    assert_shows_the_appeal(explained, language)
    paragraphs = [b.text for b in explained.within("prose") if "p" in b.places]
    assert_one_says(paragraphs, EXAMPLE_NUMBER)
    assert_one_says(paragraphs, PLAIN_TEXT[language])
    assert_shows_the_appeal(problem_page(site, language, "account-blocked"), language)


# Verified, and by whom

DATES = {
    "en": "17 March 2025", "fr": "17 mars 2025", "es": "17 de marzo de 2025", "de": "17. März 2025",
    "pt-BR": "17 de março de 2025", "ar": "17 مارس 2025", "zh-Hans": "2025 年 3 月 17 日",
    "ja": "2025 年 3 月 17 日",
}


@in_every_channel
@in_every_language
def test_each_channel_says_when_it_was_verified_and_from_what(site, language, channel):
    told = entry(site, language, channel)
    source = f"ws66, WhatsApp, {DATES[language]}"
    if language == "ar":
        source = f"ws66, واتساب, {DATES[language]}"
    assert told["verified"] == "2025-03-17"
    assert says(told["source"], source)
    verified, said_source = channel_page(site, language, channel).within("meta")
    assert "2025-03-17" in verified.places
    assert says(verified.text, DATES[language])
    assert says(said_source.text, source)


# The conclusion and its contradictions

# Which channel comes first, and which one second where the guide names two.
FIRST = {
    "account-blocked": ["email"], "payment": ["email"], "urgent-matter": ["social"],
    "general-question": ["in-app", "help-centre"],
}


def line_about(page: Reading, language: str, problem: str) -> Block:
    """What the list of problems in an article says about one of them."""
    wanted = f"{language}/problem/{problem}.html"
    [line] = [b for b in page.within("li") if "prose" in b.places and "table" not in b.places
              and any(from_root(link) == wanted for link in b.links)]
    return line


@pytest.mark.parametrize("problem", FIRST)
@in_every_language
def test_which_channel_for_which_problem(site, language, problem):
    first = FIRST[problem]
    ways = [way["channel"] for way in problem_entry(site, language, problem)["channels"]]
    assert ways[:len(first)] == first
    cards = problem_page(site, language, problem).links_within("channel-cards")
    shown = [link for link in cards if link.startswith(f"{language}/channel/")]
    assert shown[:len(first)] == [f"{language}/channel/{channel}.html" for channel in first]
    line = line_about(article(site, language, "contact/choose-a-channel"), language, problem)
    articles = [from_root(link).partition("#")[0] for link in line.links if "/problem/" not in link]
    assert articles[:len(first)] == [article_path(site, language, ARTICLES[c]) for c in first]


# The guide answers general problems twice: in the app, the quickest way; then by looking it up oneself.
GENERAL = {
    "en": ("quickest", "yourself", "quickest, yourself"),
    "fr": ("le plus rapide", "vous-même", "le plus rapide, vous-même"),
    "es": ("más rápida", "por tu cuenta", "más rápida, busca tú"),
    "de": ("am schnellsten", "selbst", "am schnellsten, selbst"),
    "pt-BR": ("mais rápida", "por conta própria", "mais rápida, você mesmo"),
    "ar": ("أسرع طريقة", "بنفسك", "أسرع طريقة, بنفسك"),
    "zh-Hans": ("最快", "自行", "最快, 自行"),
    "ja": ("最も早く", "自分で", "最も早い, 自分で"),
}


@in_every_language
def test_general_problems_have_both_answers(site, language):
    quickest, oneself, both = GENERAL[language]
    ways = problem_entry(site, language, "general-question")["channels"]
    assert_each_says([way["reason"] for way in ways], [quickest, oneself])
    cards = problem_page(site, language, "general-question").within("channel-cards")
    reasons = [b.text for b in cards if "p" in b.places and "response" not in b.places]
    assert_each_says(reasons, [quickest, oneself])
    line = line_about(article(site, language, "contact/choose-a-channel"), language, "general-question")
    assert says(line.text, both)


# The guide recommends the web version without describing it: a note of the in-app channel.
WEB_VERSION = {
    "en": "web version of WhatsApp, recommended, not described, not listed as a channel",
    "fr": "version web de WhatsApp, conseillée, décrite nulle part, sans figurer parmi les canaux",
    "es": "versión web de WhatsApp, recomienda, no se explica, no figura como canal",
    "de": "Webversion von WhatsApp, empfohlen, nirgends beschrieben, nicht als eigener Weg",
    "pt-BR": "versão web do WhatsApp, recomendada, não é descrito, não aparece como canal",
    "ar": "نسخة الويب من واتساب, يُنصح, غير موضحة, لا ندرجها ضمن القنوات",
    "zh-Hans": "WhatsApp 网页版, 推荐, 没有具体的操作说明, 不单列为渠道",
    "ja": "WhatsApp のウェブ版, すすめられる, 手順の説明がない, 連絡方法の一つとしてではなく",
}


@in_every_language
def test_the_web_version_is_a_note_of_the_app(site, language):
    words = WEB_VERSION[language]
    assert says(entry(site, language, "in-app")["note"], words)
    assert_one_says(channel_page(site, language, "in-app").texts("notice"), words)
    for channel in CHANNELS[1:]:
        assert "note" not in entry(site, language, channel)


# Why it matters: the right channel and a good message shorten the time.
SHORTER = {
    "en": "right channel, clear message, shorten", "fr": "bon canal, message clair, réduisent l’attente",
    "es": "bien el canal, mensaje claro, acortan", "de": "richtige Weg, klare Nachricht, verkürzt",
    "pt-BR": "canal certo, mensagem clara, encurtam", "ar": "القناة المناسبة, رسالة واضحة, يختصران",
    "zh-Hans": "选对渠道, 说清楚, 更快解决", "ja": "適した連絡方法, わかりやすく, 早い解決",
}


@in_every_language
def test_the_right_channel_and_a_clear_message_save_time(site, language):
    assert_one_says(article(site, language, "contact/overview").texts("prose"), SHORTER[language])
