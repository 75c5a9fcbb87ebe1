// What only the texts of the found pages tell: where the words stand in them, which page of the best ones is
// the best, and which part of it to show.

import { LONGEST, fold, tokenize } from "./search-text.js";

// Most words of Latin and Cyrillic texts are as plain as this: nothing need be cut.
const PLAIN = /^(?:[A-Za-zÀ-ÖØ-öø-ÿ][a-zß-öø-ÿ]*|[А-Яа-яЁё][а-яё]*)$/;

// What stands between signs that no word has.
const CHUNKS = /[^\p{White_Space}<>()[\]{}"“”«»,;:!?/、。，！？：；（）【】《》「」『』〈〉・]+/gu;

/**
 * Where words stand in a text, by letters and by words, and where a piece of it may begin: {text, hits: [{form,
 * folded, word, place, start, end, part}], starts, words}. `forms` has the number of a word of the query for each
 * folded form of it; a `part` is a piece of another word.
 */
export function readText(text, forms, rules) {
  const hits = [];
  const starts = [];
  let words = 0;
  const add = (form, start, end, part) => {
    const folded = fold(form);
    const word = forms.get(folded);
    if (word !== undefined) hits.push({ form, folded, word, place: words, start, end, part });
  };
  for (const { 0: chunk, index } of text.matchAll(CHUNKS)) {
    const end = index + chunk.length;
    starts.push(index);
    if (PLAIN.test(chunk) && !rules.dotless && chunk.length <= LONGEST) {
      words++;
      add(chunk.toLowerCase(), index, end);
      continue;
    }
    const normal = chunk.normalize("NFKC");
    const isSame = normal === chunk;
    for (const token of tokenize(normal, rules, true)) {
      if (isSame) starts.push(index + token.start);
      if (!token.part) words++;
      add(token.form, isSame ? index + token.start : index, isSame ? index + token.end : end, token.part);
    }
  }
  hits.sort((a, b) => a.start - b.start || b.end - a.end);
  return { text, hits, starts, words };
}

// The name that a page has in its address, as words.
function nameOf(url) {
  const name = url.replace(/(?:\/index)?\.html$|\/$/, "").split(/[/#]/).pop().replace(/[-_]/g, " ");
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The texts of a page, read. */
export function readPage(page, forms, rules) {
  const read = (text) => readText(text, forms, rules);
  return {
    page,
    name: read(nameOf(page.url)),
    title: read(page.title),
    sections: page.sections.map(({ anchor, title, text }) => ({ anchor, title: read(title), body: read(text) })),
  };
}

// The words of the query that were hit, by number.
const wordsOf = (hits) => new Set(hits.map(({ word }) => word));

// So many words of a page are its beginning; words farther apart than so many do not stand together.
const EARLY = 15;
const TOGETHER = 20;

/**
 * How much the texts of a page speak for it, as a share of the best score: how often the words stand in it and
 * in how many of its sections, how close together at best, which of them as typed, what of them stands in
 * the title, with few others and as typed, in the name of the page, and at its beginning. See PageReading.swift.
 */
export function testimony(page, number, matches) {
  const total = matches.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
  const share = (value) => matches.reduce((sum, { rarity }, i) => sum + rarity * value(i), 0) / total;
  // What was guessed stands for what was typed.
  const isExact = ({ form, folded, word }) => {
    const { guessed, forms, word: typed } = matches[word];
    return guessed ? folded === forms[0] : form === typed.form;
  };
  const counts = matches.map(() => 0);
  const sections = matches.map(() => 0);
  const exact = new Set();
  const early = new Set();
  let words = 0;
  let together = 0;
  const scan = (text) => {
    const hits = text.hits.filter(({ part }) => !part);
    hits.forEach((hit, i) => {
      counts[hit.word]++;
      if (isExact(hit)) exact.add(hit.word);
      const near = new Set();
      let weight = 0;
      for (let j = i; j < hits.length && hits[j].place - hit.place < TOGETHER; j++) {
        const { word, place } = hits[j];
        if (near.has(word)) continue;
        near.add(word);
        weight += matches[word].rarity;
        together = Math.max(together, weight / total * Math.sqrt(Math.min(1, near.size / (place - hit.place + 1))));
      }
    });
    return hits;
  };
  const title = scan(page.title);
  const titled = wordsOf(title);
  const titledExactly = wordsOf(title.filter(isExact));
  const whole = wordsOf(page.title.hits);
  let fit = Math.min(1, title.length / (page.title.words || 1));
  // Keywords count as a title that only the index has.
  matches.forEach(({ pages }, i) => {
    if (!pages.get(number)?.inTitle || whole.has(i)) return;
    titled.add(i);
    titledExactly.add(i);
    fit = 1;
  });
  for (const section of page.sections) {
    const heading = scan(section.title);
    const body = scan(section.body);
    for (const word of wordsOf([...heading, ...body])) sections[word]++;
    for (const { word, place } of body) if (words + place <= EARLY) early.add(word);
    words += section.body.words;
  }
  const named = wordsOf(page.name.hits);
  return 0.25 * share((i) => Math.log(1 + counts[i])) + 0.27 * share((i) => sections[i] / (page.sections.length || 1))
    + 0.75 * together + 0.3 * exact.size / matches.length
    + 0.35 * fit * share((i) => titled.has(i)) + 0.35 * fit * share((i) => titledExactly.has(i))
    + 0.5 * share((i) => named.has(i)) + 0.3 * share((i) => early.has(i));
}

/** Up to three sections that have most of the words, rare ones above all; else the beginning of the page. */
export function shownSections(sections, matches) {
  const rated = sections.map((section) => {
    const found = wordsOf([...section.title.hits, ...section.body.hits]);
    return { ...section, weight: [...found].reduce((sum, word) => sum + matches[word].rarity, 0) };
  });
  const best = rated.filter(({ weight }) => weight).sort((a, b) => b.weight - a.weight).slice(0, 3);
  if (!best.length) best.push(...rated.filter(({ body }) => body.text).slice(0, 1));
  return best.map(({ anchor, title, body }) => ({ anchor, title: title.text, excerpt: excerpt(body) }));
}

/** Whether the words of a phrase stand together on a page. */
export function hasPhrase(page, phrase, rules) {
  const texts = [page.title, ...page.sections.flatMap(({ title, text }) => [title, text])];
  return texts.some((text) => {
    const forms = tokenize(text.normalize("NFKC"), rules)
      .filter((word) => !word.part).map((word) => fold(word.form));
    return forms.some((_, i) => phrase.every((form, j) => forms[i + j] === form));
  });
}

/** The part of a text with the most of the words: [{text, mark}]. */
export function excerpt({ text, hits, starts }) {
  const size = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3041-\u9FFF]/.test(text.slice(0, 200)) ? 80 : 200;
  let best = 0;
  let from = 0;
  hits.forEach((hit, i) => {
    const inside = new Set();
    for (let j = i; j < hits.length && hits[j].end <= hit.start + size; j++) inside.add(hits[j].folded);
    if (inside.size > best) {
      best = inside.size;
      from = hit.start;
    }
  });
  const hitStart = from;
  from = Math.max(0, from - Math.floor(size / 4));
  if (from < 30) from = 0;
  else from = starts.filter((start) => start >= from).reduce((a, b) => Math.min(a, b), hitStart);
  let to = Math.min(text.length, from + size);
  if (to < text.length) {
    const cut = starts.filter((start) => start > from + size / 2 && start <= to);
    if (cut.length) to = Math.max(...cut);
    for (const hit of hits) if (hit.start < to && hit.end > to) to = hit.end;
  }
  return marked(text, from, to, hits);
}

/** A part of a text with the words marked: [{text, mark}]. */
export function marked(text, from, to, hits) {
  const parts = [];
  const push = (piece, mark) => {
    const value = piece.replace(/\s+/g, " ");
    if (!value) return;
    const last = parts[parts.length - 1];
    if (last && last.mark === mark) last.text += value;
    else parts.push({ text: value, mark });
  };
  if (from > 0) push("… ", false);
  let at = from;
  for (const { start, end } of hits) {
    if (end <= at || start < from || end > to) continue;
    push(text.slice(at, Math.max(at, start)), false);
    push(text.slice(Math.max(at, start), end), true);
    at = end;
  }
  push(text.slice(at, to).trimEnd(), false);
  if (to < text.length) push(" …", false);
  return parts;
}
