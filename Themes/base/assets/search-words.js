// What a reader typed, read; and what each word of it may mean: itself, other spellings, longer words that
// begin so, and for a word that the index does not have, its neighbours. The twin of SearchQuery.swift and
// SearchCandidates.swift.

import { HANGUL, fold, tokenize } from "./search-text.js";
import { findTerm, postingsOf, termsWithPrefix } from "./search-files.js";

const asWord = (form) => ({ form, folded: fold(form), parts: [] });

/** The words of a query, those it excludes, and its quoted phrases. */
export function parse(query, rules) {
  const phrases = [];
  const excluded = [];
  const words = [];
  const wholes = (text) => tokenize(text, rules).filter((word) => !word.part).map(({ form }) => asWord(form));
  const rest = query.slice(0, 500).normalize("NFKC")
    .replace(/["“”«»„]([^"“”«»„]+)["“”«»„]/g, (_, phrase) => {
      phrases.push(wholes(phrase).map((word) => word.folded));
      return ` ${phrase} `;
    })
    .replace(/(^|\s)-([^\s-]\S*)/g, (_, space, word) => {
      excluded.push(...wholes(word));
      return space;
    });
  let isNew = false;
  for (const { form, part } of tokenize(rest, rules)) {
    if (!part) isNew = !words.some((other) => other.form === form);
    if (!isNew) continue;
    if (part) words[words.length - 1].parts.push(asWord(form));
    else words.push(asWord(form));
  }
  return { words: words.slice(0, 24), excluded, phrases: phrases.filter((phrase) => phrase.length) };
}

// The terms of the index that a word may mean, each with a weight; and whether they are a guess. `reach` is
// "exact" for its other forms only, "longer" for words that begin so, "guessed" for what it may have
// been meant to be, "begun" for what shares half of it.
async function candidates(files, word, isLast, reach) {
  const found = new Map();
  const { folded } = word;
  const add = (hit, weight) => {
    if (hit && !(found.get(hit.term)?.weight >= weight)) found.set(hit.term, { ...hit, weight });
  };
  const exact = async (term, weight) => add(await findTerm(files, term), weight);
  const longer = async (prefix, share, more) => {
    for (const hit of await termsWithPrefix(files, prefix, more)) {
      add(hit, share * Math.sqrt(prefix.length / hit.term.length));
    }
  };
  await exact(folded, 1);
  const spellings = [folded];
  for (const [typed, letter] of files.manifest.analysis.digraphs) {
    if (!folded.includes(typed)) continue;
    spellings.push(folded.replaceAll(typed, letter));
    await exact(spellings.at(-1), 1);
  }
  if (reach !== "exact" && (isLast || folded.length > 3)) {
    const share = isLast ? (found.has(folded) ? 0.54 : 0.9) : 0.25;
    await longer(folded, share, isLast ? 1 : 0);
  }
  const guessed = !found.size && /^[gb]/.test(reach);
  if (guessed) {
    for (const spelling of spellings) {
      for (const { term, weight } of await respelled(files, spelling, reach === "begun")) await exact(term, weight);
    }
    // A form that the site does not have shares its beginning with those that it has.
    const shortest = Math.max(
      HANGUL.test(folded) ? 2 : 4, reach === "begun" ? folded.length / 2 : folded.length - 3);
    for (let stem = folded.slice(0, -1); !found.size && stem.length >= shortest; stem = stem.slice(0, -1)) {
      await exact(stem, 0.5);
      await longer(stem, 0.5, 1);
    }
  }
  return { list: [...found.values()], guessed };
}

// Words with how many bits the number of their pages has: those near a word in the alphabet, which are at hand; and
// those for spelling that begin so.
const knownNear = async (files, word) => {
  const shard = await files.shard(await files.number(word));
  return shard.known ??= new Map(shard.terms.map((term, i) => {
    return [term, 32 - Math.clz32(postingsOf(shard, shard.groups[i]).frequency)];
  }));
};
const knownFrom = async (files, beginnings) =>
  new Map((await Promise.all(beginnings.map((letters) => files.spellings(letters)))).flat());
const knownAll = async (files) => files.known ??= await knownFrom(files, [""]);

// A word begins with one of its first two letters, since the first one may be too much or in the wrong place.
const beginningsOf = (word) => word.slice(0, 2).split("");

// What is at hand and on fewer than eight pages may be a neighbour by accident, as a mistake that somebody made
// before.
const SURE = 4;

// The likeliest words that a word unknown to the index was meant to be. Most are at hand, with one mistake behind the
// first two letters, or another ending. `all` also finds those whose beginning is missing or another one.
async function respelled(files, word, all) {
  if (word.length < (HANGUL.test(word) ? 2 : 4)) return [];
  const near = await knownNear(files, word);
  const found = likely(word, near);
  const isSure = ({ term, count, edits }) => count >= SURE && edits && term[1] === word[1]
    && (edits < 2 || term.startsWith(word.slice(0, -3)));
  if (!all && found.some(isSure)) return found;
  return likely(word, new Map([...near, ...await (all ? knownAll(files) : knownFrom(files, beginningsOf(word)))]));
}

// The likeliest of the known words that one was meant to be, with their weights; `edits` are none for a longer word
// that may be made with the one that was typed.
function likely(word, known) {
  const allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  const out = [];
  for (const [term, count] of known) {
    let weight;
    let edits;
    if (term.length > word.length && term.includes(word)) {
      weight = 0.6 * Math.sqrt(word.length / term.length);
    } else {
      if (Math.abs(term.length - word.length) > allowed || !allowed) continue;
      edits = distance(word, term, allowed);
      if (edits > allowed) continue;
      weight = 0.65 ** edits * (term[0] === word[0] ? 1 : 0.6);
    }
    out.push({ term, weight, count, edits, rank: weight * (1 + count / 20) });
  }
  return out.sort((a, b) => b.rank - a.rank || (a.term < b.term ? -1 : 1)).slice(0, 5);
}

// Edits between two words, a swap of neighbours counting as one; more than `limit` is just more.
function distance(a, b, limit) {
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      least = Math.min(least, row[j]);
    }
    if (least > limit) return least;
    before = last;
    last = row;
  }
  return last[b.length];
}

// The very spelling counts fully, the others less: much less where accents were typed, a little where a
// word without them is another word, as Swedish far and får.
function spelling(candidate, word, posting) {
  if (candidate.term !== word.folded) return 1;
  const group = candidate.shard.groups[candidate.index];
  const index = (candidate.shard.variants.get(group) || []).indexOf(word.form);
  if (index < 0 || posting.variants & (1 << index)) return 1;
  return word.form === word.folded ? 0.9 : 0.6;
}

function rarityOf(files, frequency) {
  return Math.log(1 + (files.manifest.pages.count - frequency + 0.5) / (frequency + 0.5));
}

async function matchWord(files, word, isLast, reach) {
  const { list, guessed } = await candidates(files, word, isLast, reach);
  const pages = new Map();
  let frequency = 0;
  for (const candidate of list) {
    const group = postingsOf(candidate.shard, candidate.shard.groups[candidate.index]);
    if (candidate.term === word.folded || !list.some((c) => c.term === word.folded)) {
      frequency = Math.max(frequency, group.frequency);
    }
    for (const posting of group.pages) {
      const weight = candidate.weight * spelling(candidate, word, posting);
      const value = weight * posting.impact;
      const known = pages.get(posting.page);
      if (!known || known.value < value) pages.set(posting.page, { ...posting, value, weight });
    }
  }
  // What was typed or guessed comes first; the other forms of its stem are found and marked with it.
  const forms = new Set(list.map((candidate) => candidate.term));
  for (const { shard, index } of list) {
    const own = shard.groups[index];
    shard.groups.forEach((group, i) => {
      if (group === own) forms.add(shard.terms[i]);
    });
    for (const term of shard.others.get(own) ?? []) forms.add(term);
  }
  return { word, pages, rarity: rarityOf(files, frequency), guessed, forms: [...forms] };
}

// Whether a word is another one with an ending of a letter or two: the site may not have it itself.
const isForm = (word, other) => word === other
  || (other.length > 4 && word.length <= other.length + 2 && word.startsWith(other));

/**
 * What the words of a query mean: for each {word, pages, rarity, guessed, forms}. If that is nothing at all,
 * words are taken apart, and as much of each is looked for as is known.
 */
export async function matchWords(files, words) {
  const matches = await matchAll(files, words, "guessed");
  if (matches.some(({ pages }) => pages.size)) return matches;
  const pieces = [];
  for (const word of words) pieces.push(...await takenApart(files, word));
  const others = await matchAll(files, pieces.slice(0, 24), "begun");
  for (const match of others) match.guessed = true;
  return others;
}

// A word that nobody wrote may be made of two that somebody did, with an s between them in some languages; or,
// if it is near to no word, of one of them, as long as can be, and what is before or behind it.
async function takenApart(files, word) {
  const { folded } = word;
  if (folded.length < 8) return [word];
  const halves = [];
  for (let cut = folded.length - 4; cut >= 4; cut--) halves.push([folded.slice(0, cut), folded.slice(cut)]);
  const stemOf = (first, known) => known.has(first) ? first : first.replace(/s$/, "");
  const words = (...forms) => forms.map((form) => ({ form, folded: form, parts: [] }));
  const near = new Map([...await knownNear(files, folded), ...await knownFrom(files, beginningsOf(folded))]);
  for (const [first, rest] of halves) {
    const stem = stemOf(first, near);
    if (near.has(stem) && (near.has(rest) || await findTerm(files, rest))) return words(stem, rest);
  }
  const known = await knownAll(files);
  let best = [word];
  let most = 0;
  if (likely(folded, known).some(({ edits }) => edits)) return best;
  for (const [first, rest] of halves) {
    const stem = stemOf(first, known);
    const length = Math.max(known.has(stem) ? stem.length : 0, known.has(rest) ? rest.length : 0);
    if (length <= most) continue;
    most = length;
    best = words(stem, rest);
  }
  return best;
}

// A name like `wi-fi` stands for its parts where the whole is unknown.
async function matchAll(files, words, reach) {
  const covered = new Set();
  // Words that need not be guessed at, because they are typed for others.
  for (const [typed] of files.manifest.synonyms) {
    words.forEach((_, start) => {
      if (typed.every((word, i) => words[start + i] && isForm(words[start + i].folded, word))) {
        typed.forEach((_, i) => covered.add(start + i));
      }
    });
  }
  const matches = [];
  for (const [i, word] of words.entries()) {
    const isLast = i === words.length - 1;
    const match = await matchWord(files, word, isLast, covered.has(i) ? "longer" : reach);
    if (word.parts.length && (match.guessed || !match.forms.length)) {
      for (const part of word.parts) matches.push(await matchWord(files, part, isLast, reach));
    } else {
      matches.push(match);
    }
  }
  await addSynonyms(files, matches);
  return matches;
}

// What is found for words as well, at a lower weight: pages that have all words of the other phrase.
async function addSynonyms(files, matches) {
  const own = matches.map(({ guessed, forms }) => new Set(guessed ? [] : forms));
  const isTyped = (place, word) => isForm(matches[place].word.folded, word) || own[place].has(word);
  for (const [typed, ...phrases] of files.manifest.synonyms) {
    for (let start = 0; start + typed.length <= matches.length; start++) {
      if (!typed.every((word, i) => isTyped(start + i, word))) continue;
      for (const phrase of phrases) {
        const others = [];
        for (const folded of phrase) {
          others.push(await matchWord(files, { form: folded, folded, parts: [] }, false, "exact"));
        }
        for (let i = 0; i < typed.length; i++) addPhrase(files, matches[start + i], others);
      }
    }
  }
}

const SYNONYM = 0.8;

function addPhrase(files, match, others) {
  const isUnknown = !match.pages.size;
  for (const [page, first] of others[0].pages) {
    const hits = others.map(({ pages }) => pages.get(page)).filter(Boolean);
    if (hits.length < others.length) continue;
    const value = hits.reduce((sum, hit) => sum + hit.value, 0) * (SYNONYM / hits.length);
    const known = match.pages.get(page);
    if (known && known.value >= value) continue;
    const inTitle = hits.every((hit) => hit.inTitle);
    const inHeading = hits.every((hit) => hit.inHeading);
    match.pages.set(page, { ...first, value, weight: SYNONYM, inTitle, inHeading, place: 0 });
  }
  match.forms = [...new Set([...match.forms, ...others.flatMap(({ forms }) => forms)])];
  if (isUnknown) match.rarity = rarityOf(files, match.pages.size);
}
