// The search over the index that the build wrote: fetches the few small files that a query needs, ranks, and
// cuts excerpts. It knows nothing of pages, so that tests run it as it is. The twin of Searcher.swift.

import { fold, tokenize } from "./search-text.js";
import { findTerm, openFiles, postingsOf } from "./search-files.js";
import { matchWords, parse } from "./search-words.js";
import { hasPhrase, marked, readPage, shownSections, testimony } from "./search-reading.js";

const KINDS = ["article", "channel", "problem", "category", "term"];
// What names count beside the words themselves.
const TITLE = 3.3;
const HEADING = 1.5;
const ADJACENT = 1.5;
// So many of the best pages are read to find the best among them, as long as they are so near to the first.
const READ = 10;
const CLOSE = 0.76;

/**
 * Opens the index of a language; nothing is fetched before it is needed. The object has
 * `search(query, {limit, signal})`, `suggest(query, {limit})` and `prepare()`. A search gives
 * [{url, title, titleParts, crumbs, kind, score, way, sections: [{anchor, title, excerpt}]}] with `total` and
 * `corrected` (the words searched for instead, or empty); parts and excerpts are [{text, mark}]; a
 * problem's `way` is {title, url, text} of the channel that helps best.
 * Addresses are relative to the site's root.
 */
export function open(manifestURL, { fetch = (url) => globalThis.fetch(url) } = {}) {
  const fresh = openFiles(new URL(manifestURL, globalThis.location?.href).href, fetch);
  return {
    search: (query, options = {}) => fresh((files) => search(files, query, options)),
    suggest: (query, options = {}) => fresh((files) => suggest(files, query, options)),
    prepare: () => fresh(quickList).then(() => undefined),
  };
}

function quickList(files) {
  const { quick, analysis } = files.manifest;
  return files.once(quick, (file) => file.pages.map(([page, kind, title, url, crumb, way, wayURL]) => ({
    page, kind: KINDS[kind], title, url, crumbs: crumb ? [crumb] : [],
    way: way && { title: way, url: wayURL },
    forms: tokenize(title.normalize("NFKC"), analysis, true).map((word) => fold(word.form)),
  })));
}

// The last digits of a logarithm are not the same everywhere; pages alike shall be in the same order.
const rounded = (score) => Math.round(score * 1e9) / 1e9;

function rank({ manifest }, matches) {
  const total = matches.reduce((sum, match) => sum + match.rarity, 0) || 1;
  const found = new Map();
  for (const { pages, rarity } of matches) {
    for (const [page, { value, weight, inTitle, inHeading }] of pages) {
      let entry = found.get(page);
      if (!entry) {
        found.set(page, entry = { page, sum: 0, covered: 0, title: 0, heading: 0 });
      }
      entry.sum += rarity * value;
      entry.covered += rarity;
      if (inTitle) entry.title += rarity * weight;
      if (inTitle || inHeading) entry.heading += rarity * weight;
    }
  }
  const priority = new Map(manifest.pages.priority);
  for (const entry of found.values()) {
    // A title that has but one small word of the query says little.
    const share = entry.covered / total;
    const named = (TITLE * entry.title + HEADING * entry.heading) / total;
    const score = entry.sum * share + named * Math.sqrt(share);
    const adjacency = adjacentPairs(matches, entry.page) / Math.max(1, matches.length - 1);
    entry.priority = priority.get(entry.page) ?? 1;
    entry.score = rounded((score + ADJACENT * adjacency) * entry.priority);
  }
  return [...found.values()].sort((a, b) => b.score - a.score || a.page - b.page);
}

// How many neighbours of the query are neighbours in a page's title.
function adjacentPairs(matches, page) {
  let previous = 0;
  let pairs = 0;
  for (const { pages } of matches) {
    const place = pages.get(page)?.place ?? 0;
    if (previous && place === previous + 1) pairs++;
    previous = place;
  }
  return pairs;
}

// The first `count` pages by what their texts tell as well, the others behind them. Channels and problems, which
// are lifted, have short texts that tell little: they need not say more than the others.
function reread(entries, count, matches) {
  const unit = entries[0]?.score;
  const best = entries.slice(0, count);
  const said = best.map(({ texts, page }) => testimony(texts, page, matches));
  const most = Math.max(...said);
  best.forEach((entry, i) => {
    entry.score = rounded(entry.score + unit * entry.priority * (entry.priority > 1 ? most : said[i]));
  });
  return [...best.sort((a, b) => b.score - a.score || a.page - b.page), ...entries.slice(count)];
}

async function search(files, query, { limit = 10, signal } = {}) {
  const rules = files.manifest.analysis;
  const { words, excluded, phrases } = parse(String(query), rules);
  const nothing = Object.assign([], { total: 0, corrected: "" });
  if (!words.length || !files.manifest.terms.first) return nothing;
  const matches = await matchWords(files, words);
  signal?.throwIfAborted();
  let ranked = rank(files, matches);
  for (const { folded } of excluded) {
    const { shard, index } = await findTerm(files, folded) || {};
    if (!shard) continue;
    const pages = new Set(postingsOf(shard, shard.groups[index]).pages.map(({ page }) => page));
    ranked = ranked.filter(({ page }) => !pages.has(page));
  }
  if (phrases.length) {
    const checked = await Promise.all(ranked.slice(0, 40).map(async (entry) => {
      const page = await files.page(entry.page);
      return phrases.every((phrase) => hasPhrase(page, phrase, rules)) && entry;
    }));
    ranked = checked.filter(Boolean);
  }
  const forms = new Map(matches.flatMap((match, i) => match.forms.map((form) => [form, i])));
  const close = ranked.slice(0, READ).filter(({ score }) => score >= CLOSE * ranked[0].score).length;
  const read = await Promise.all(ranked.slice(0, Math.max(limit, close)).map(async (entry) => {
    return { ...entry, texts: readPage(await files.page(entry.page), forms, rules) };
  }));
  signal?.throwIfAborted();
  const best = reread(read, close, matches).slice(0, limit);
  const results = best.map(({ score, texts: { page, title, sections } }) => ({
    url: page.url, title: page.title, crumbs: page.crumbs, kind: KINDS[page.kind], score, way: page.way,
    sections: shownSections(sections, matches), titleParts: marked(page.title, 0, page.title.length, title.hits),
  }));
  const corrected = matches.some((match) => match.guessed && match.forms.length)
    ? matches.map((match) => match.guessed ? match.forms[0] ?? match.word.form : match.word.form)
      .join(" ")
    : "";
  return Object.assign(results, { total: ranked.length, corrected });
}

// Titles while the reader types: every word begins a word of the title.

async function suggest(files, query, { limit = 8 } = {}) {
  const { words } = parse(String(query), files.manifest.analysis);
  if (!words.length) return [];
  const titles = await quickList(files);
  const priority = new Map(files.manifest.pages.priority);
  const out = [];
  for (const title of titles) {
    let score = 0;
    for (const { folded } of words) {
      const places = title.forms.map((form, i) => !form.startsWith(folded) ? 0
        : (form === folded ? 1 : 0.6 + 0.3 * folded.length / form.length) + (i ? 0 : 0.2));
      const best = Math.max(0, ...places);
      if (!best) {
        score = 0;
        break;
      }
      score += best;
    }
    if (!score) continue;
    score *= (priority.get(title.page) ?? 1) / Math.sqrt(title.forms.length + 2);
    out.push({ score, page: title.page, title });
  }
  return out.sort((a, b) => b.score - a.score || a.page - b.page).slice(0, limit)
    .map(({ title: { url, title, crumbs, kind, way } }) => ({ url, title, crumbs, kind, ...way && { way } }));
}
