// The client's search, under Node and without a page: `node --test Tests/Browser`. The golden files
// are written by the Swift tests, so that a pass means both sides agree.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { open } from "../../Themes/base/assets/search-core.js";
import { excerpt, readText } from "../../Themes/base/assets/search-reading.js";
import { fold, tokenize } from "../../Themes/base/assets/search-text.js";

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const vectors = read("search-vectors.json");
const site = new Map(Object.entries(read("search-index.json")));

const probes = read("search-rankings.json");
const probeSite = new Map(Object.entries(probes.files));

function server(files = site) {
  const fetched = [];
  const fetch = async (url) => {
    const path = decodeURIComponent(new URL(url).pathname.slice(1));
    fetched.push(path);
    return files.has(path) ? new Response(files.get(path)) : new Response("", { status: 404 });
  };
  return { fetch, fetched };
}

const index = (language, { fetch } = server()) => open(`http://x/search/${language}.json`, { fetch });
const rules = {
  fr: { elisions: JSON.parse(site.get("search/fr.json")).analysis.elisions },
  en: { possessive: true },
  it: { elisions: ["dell", "un", "c", "l"] },
  tr: { dotless: true },
};
const rulesOf = (language) => ({ elisions: [], ...rules[language] });
const text = (parts) => parts.map((part) => part.text).join("");
const marks = (parts) => parts.filter((part) => part.mark).map((part) => part.text);

for (const [language, source, expected] of vectors) {
  test(`words of ${language}: ${source.slice(0, 24)}`, () => {
    const words = tokenize(source.normalize("NFKC"), rulesOf(language), true);
    assert.deepEqual(words.map(({ form }) => [form, fold(form)]), expected);
  });
}

// Five hundred strings for each language, a test for each language.
for (const file of readdirSync(new URL("vectors/", import.meta.url))) {
  test(`words of many strings: ${file}`, () => {
    const [rules, ...lines] = read(`vectors/${file}`);
    assert.equal(lines.length, 500);
    for (const [source, ...expected] of lines) {
      const words = tokenize(source.normalize("NFKC"), rules, true);
      assert.deepEqual(words.flatMap(({ form }) => [form, fold(form)]), expected, source);
    }
  });
}

for (const [where, language, query, total, corrected, expected] of probes.rankings) {
  test(`ranking of ${language} in ${where}: ${query.slice(0, 32)}`, async () => {
    const results = await index(language, server(where === "probes" ? probeSite : site)).search(query);
    assert.equal(results.total, total);
    assert.equal(results.corrected, corrected);
    assert.deepEqual(results.map(({ url }) => url), expected.map(([url]) => url));
    results.forEach(({ score }, i) => assert.ok(Math.abs(score - expected[i][1]) < 1e-8));
  });
}

test("a page with the words in its title comes before one with them in its text", async () => {
  const results = await index("fr").search("mot de passe");
  assert.equal(results[0].url, "fr/account/reset.html");
  assert.equal(results[1].url, "fr/contact/email.html");
  assert.equal(results[1].kind, "channel");
  assert.ok(results[0].score > results[1].score);
  assert.deepEqual(results[0].crumbs, ["Aide"]);
});

test("accents need not be typed, and count when they are", async () => {
  for (const query of ["reinitialiser", "REINITIALISER", "réinitialiser", "re\u0301initialiser"]) {
    assert.equal((await index("fr").search(query))[0].url, "fr/account/reset.html", query);
  }
  assert.equal((await index("fr").search("pêche"))[0].title, "La pêche");
  assert.equal((await index("fr").search("péché"))[0].title, "Le péché");
  assert.equal((await index("fr").search("peche")).length, 2);
});

test("an elided article is cut off in texts and queries", async () => {
  for (const query of ["abonnement", "l'abonnement", "l’abonnement"]) {
    assert.equal((await index("fr").search(query))[0].url, "fr/contact/email.html", query);
  }
});

test("the last word may be unfinished", async () => {
  assert.equal((await index("fr").search("mot de pas"))[0].url, "fr/account/reset.html");
  assert.equal((await index("fr").search("réinit"))[0].url, "fr/account/reset.html");
});

test("keywords and synonyms find pages that lack the word", async () => {
  assert.equal((await index("fr").search("courrier"))[0].url, "fr/contact/email.html");
  assert.equal((await index("fr").search("portable"))[0].url, "fr/phone.html");
});

test("a typo is corrected and said so", async () => {
  const results = await index("fr").search("verifcation");
  assert.equal(results[0].url, "fr/account/reset.html");
  assert.equal(results.corrected, "verification");
  assert.equal((await index("fr").search("code")).corrected, "");
});

test("a word beside the one that was typed needs no list for spelling, one elsewhere does", async () => {
  for (const [query, corrected, lists] of [["comon", "common", 0], ["ommon", "common", 1]]) {
    const { fetch, fetched } = server();
    assert.equal((await index("en-GB", { fetch }).search(query)).corrected, corrected);
    assert.equal(Math.min(1, fetched.filter((path) => path.includes("/s/")).length), lists, query);
  }
});

test("results name the section and mark the words in an excerpt", async () => {
  const [result] = await index("fr").search("code vérification");
  const section = result.sections[0];
  assert.equal(section.anchor, "code");
  assert.equal(section.title, "Recevoir le code");
  assert.deepEqual(marks(section.excerpt), ["code", "vérification"]);
});

test("quotes ask for the phrase, a minus leaves pages out", async () => {
  const quoted = await index("fr").search('"mot de passe est perdu"');
  assert.deepEqual(quoted.map((result) => result.url), ["fr/account/reset.html"]);
  assert.equal((await index("fr").search('"passe mot"')).length, 0);
  const without = await index("fr").search("mot -courriel");
  assert.deepEqual(without.map((result) => result.url), ["fr/account/reset.html"]);
});

test("Chinese is found without spaces, by one character too", async () => {
  const [first] = await index("zh-Hans").search("支付失败");
  assert.equal(first.url, "zh/a.html");
  assert.equal(first.sections[0].anchor, "pay");
  assert.deepEqual(marks(first.sections[0].excerpt), ["支付失败"]);
  assert.equal((await index("zh-Hans").search("验证码"))[0].url, "zh/b.html");
  assert.equal((await index("zh-Hans").search("付")).length, 1);
});

test("names with hyphens are found joined, apart and as they are", async () => {
  for (const query of ["wifi", "wi-fi", "Wi-Fi"]) {
    assert.ok((await index("en").search(query)).length > 0, query);
  }
});

test("priority lifts a page", async () => {
  assert.equal((await index("en").search("page"))[0].url, "en/page3.html");
});

test("only the files that a query needs are fetched", async () => {
  const net = server();
  const results = await index("en", net).search("recovery");
  assert.equal(results[0].url, "en/page7.html");
  const shards = net.fetched.filter((path) => path.includes("/t/"));
  assert.equal(shards.length, 1);
  assert.ok([...site.keys()].filter((path) => path.startsWith("search/en/t/")).length > 1);
  assert.equal(net.fetched.filter((path) => path.includes("/p/")).length, results.length);
});

test("every word of the vocabulary finds a page", async () => {
  const english = index("en");
  for (const query of ["kebababa", "kebanumo", "common", "number", "the", "more"]) {
    assert.ok((await english.search(query, { limit: 1 })).length, query);
  }
});

test("hostile texts stay texts", async () => {
  const [result] = await index("fr").search("dangereux");
  assert.equal(result.title, '<img src=x onerror=alert(1)> & "quotes"');
  assert.match(text(result.sections[0].excerpt), /<\/script><script>alert\(2\)/);
});

test("words that are names of object members are only words", async () => {
  assert.equal((await index("fr").search("__proto__"))[0].url, "fr/hostile.html");
  assert.equal((await index("fr").search("constructor"))[0].url, "fr/hostile.html");
  for (const query of ["hasOwnProperty", "toString valueOf", "__defineGetter__"]) {
    assert.equal((await index("zh-Hans").search(query)).length, 0, query);
    assert.equal((await index("zh-Hans").suggest(query)).length, 0, query);
  }
});

test("strange queries give no error", async () => {
  const long = "mot ".repeat(5000);
  for (const query of ["", " ", "-", '"', '""', "'", "-x", "\ud800", "\0", "…", long, "-".repeat(600)]) {
    await index("fr").search(query);
    await index("fr").suggest(query);
  }
});

test("titles are suggested while typing", async () => {
  const suggestions = await index("fr").suggest("mot pas");
  assert.deepEqual(suggestions, [{
    url: "fr/account/reset.html", title: "Réinitialiser son mot de passe", crumbs: ["Aide"],
    kind: "article",
  }]);
  assert.equal((await index("fr").suggest("pech")).length, 2);
  assert.equal((await index("zh-Hans").suggest("客")).length, 1);
});

test("an aborted search rejects", async () => {
  const controller = new AbortController();
  controller.abort();
  await assert.rejects(index("fr").search("mot", { signal: controller.signal }), /abort/i);
});

test("a file that a new build removed is found through the new manifest", async () => {
  const files = new Map(site);
  const old = JSON.parse(files.get("search/fr.json"));
  const stale = structuredClone(old);
  stale.terms.hashes = "000000";
  files.set("search/fr.json", JSON.stringify(stale));
  const net = server(files);
  const fetch = (url) => {
    const response = net.fetch(url);
    files.set("search/fr.json", JSON.stringify(old));
    return response;
  };
  const results = await index("fr", { fetch }).search("mot");
  assert.ok(results.length);
});

test("a site without an index is an error, and works once it is there", async () => {
  const files = new Map();
  const french = index("fr", server(files));
  await assert.rejects(french.search("mot"));
  for (const [path, content] of site) files.set(path, content);
  assert.ok((await french.search("mot")).length);
});

test("only the words are marked where signs are as wide as letters", () => {
  const forms = new Map([["验证", 0], ["证码", 1]]);
  const parts = excerpt(readText("收不到验证码或无法登录：使用应用内客服（验证码）。", forms, rulesOf("zh-Hans")));
  assert.deepEqual(marks(parts), ["验证码", "验证码"]);
});

test("an excerpt shows the words together rather than the first of them", () => {
  const forms = new Map([["alpha", 0], ["beta", 1], ["gamma", 2]]);
  const filler = "lorem ipsum dolor sit amet ".repeat(40);
  const parts = excerpt(readText(`Start alpha here. ${filler}Now alpha beta gamma together.`, forms, rulesOf("en")));
  assert.deepEqual(marks(parts), ["alpha", "beta", "gamma"]);
});

test("the pieces of a word that is typed twice belong to it alone", async () => {
  const probe = async (query) => (await index("en").search(query)).map(({ url }) => url);
  assert.deepEqual(await probe("wi-fi zzqqrouter wi-fi"), await probe("wi-fi zzqqrouter"));
});

test("an excerpt shows the densest part and keeps the words whole", () => {
  const filler = "lorem ipsum dolor sit amet ".repeat(40);
  const forms = new Map([["blue", 0], ["code", 1]]);
  const parts = excerpt(readText(`${filler}the blue code arrives ${filler}`, forms, rulesOf("en")));
  assert.deepEqual(marks(parts), ["blue", "code"]);
  assert.ok(text(parts).length < 230);
  assert.match(text(parts), /^… \w+ .* …$/);
});
