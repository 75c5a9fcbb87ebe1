// The search over the index that the build wrote: fetches the few small files a query needs, ranks,
// and cuts excerpts. It knows nothing of pages, so that tests run it as it is. The tokenizer and the
// folding are the twins of SearchAnalyzer.swift and SearchScalars.swift.

const VERSION = 1;
const LONGEST = 64;
// What a posting says of a page: see FieldScorer.swift.
const LEVELS = [0.11, 0.23, 0.33, 0.42, 0.5, 0.59, 0.73, 0.88];
const KINDS = ["article", "channel", "problem", "category", "term"];

// Text to words.

const JOINERS = /^['’‘ʼ.\-‐+#]$/;
const SKIPPED = /^[\u00AD\u200C-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFE00-\uFE0F\uFEFF]$/;
const PAIRS =
  /^[\u3005-\u3007\u3041-\u3096\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}]$/u;
const TRIPLES = /^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\uAA60-\uAA7F]$/;
const WORD = /^[\p{L}\p{N}_]$/u;
const MARK = /^\p{M}$/u;
const HANGUL = /^[\uAC00-\uD7A3]/;
const kinds = new Map();

function kindOf(char) {
  let kind = kinds.get(char);
  if (kind === undefined) {
    const isMark = MARK.test(char);
    if (JOINERS.test(char)) kind = "joiner";
    else if (SKIPPED.test(char)) kind = "skip";
    else if (!isMark && !WORD.test(char)) kind = "";
    else if (PAIRS.test(char)) kind = "pair";
    else if (TRIPLES.test(char)) kind = "triple";
    else kind = isMark ? "mark" : "word";
    kinds.set(char, kind);
  }
  return kind;
}

/**
 * Cuts a text that is in NFKC into words: [{form, start, end, part}], lower-case, with their place in
 * the text. `part` marks a piece of the word before it. With `singles`, single characters of Chinese
 * and Japanese are words too.
 */
export function tokenize(text, rules, singles = false) {
  const words = [];
  let run = [];
  let mode = "";

  const send = (chars, part = false) => {
    const last = chars[chars.length - 1];
    const form = chars.slice(0, LONGEST).map((char) => char.lower).join("");
    words.push({ form, start: chars[0].start, end: last.end, part });
  };

  const grams = (size) => {
    if (run.length <= size) send(run);
    else for (let i = 0; i + size <= run.length; i++) send(run.slice(i, i + size));
    if (singles && size === 2 && run.length > 1) for (const char of run) send([char], true);
  };

  const flush = () => {
    if (run.length) {
      if (mode === "pair") grams(2);
      else if (mode === "triple") grams(3);
      else flushWord(lowercase(run, rules), rules, send);
    }
    run = [];
  };

  let offset = 0;
  for (const char of text) {
    const start = offset;
    offset += char.length;
    let kind = kindOf(char);
    if (kind === "skip") continue;
    if (kind === "mark") kind = mode;
    if (kind === "joiner") kind = mode === "word" ? mode : "";
    if (kind !== mode) {
      flush();
      mode = kind;
    }
    if (kind) run.push({ lower: char, start, end: offset });
  }
  flush();
  return words;
}

function lowercase(run, rules) {
  const out = [];
  let previous = "";
  for (const { lower: char, start, end } of run) {
    let lower = char;
    let hump = false;
    if (char >= "A" && char <= "Z") {
      hump = !out.length || /[a-z'.\-+#]/.test(previous);
      lower = rules.dotless && char === "I" ? "ı" : char.toLowerCase();
      previous = char;
    } else {
      if (/[’‘ʼ]/.test(char)) lower = "'";
      else if (char === "‐") lower = "-";
      else if (char === "ς") lower = "σ";
      else if (char === "İ") lower = "i";
      else if (char > "\x7f") lower = String.fromCodePoint(char.toLowerCase().codePointAt(0));
      previous = lower;
    }
    out.push({ lower, start, end, hump });
    if (char === "İ" && !rules.dotless) out.push({ lower: "\u0307", start, end });
  }
  return out;
}

function flushWord(run, rules, send) {
  const joins = (char) => /['.\-+#]/.test(char.lower);
  let start = 0;
  let end = run.length;
  while (start < end && (joins(run[start]) || kindOf(run[start].lower) === "mark")) start++;
  let tail = end;
  while (tail > start && joins(run[tail - 1])) tail--;
  while (end > tail && !/[+#]/.test(run[end - 1].lower)) end--;
  // `C++`, `C#` keep their signs; after a longer word they are punctuation.
  if (tail - start > 2 || !run.slice(tail, end).every((char) => /[+#]/.test(char.lower))) end = tail;
  const text = run.map((char) => char.lower);
  const apostrophe = text.indexOf("'", start);
  if (apostrophe >= 0 && apostrophe + 1 < end) {
    if (rules.elisions.includes(text.slice(start, apostrophe).join(""))) start = apostrophe + 1;
  }
  if (rules.possessive && end - start > 2 && text[end - 1] === "s" && text[end - 2] === "'") end -= 2;
  if (start >= end) return;
  send(run.slice(start, end));

  // `camelCase` and `XMLHttpRequest` are made of words; `WhatsApp` and `iPhone` are names.
  const humps = [];
  for (let i = start + 1; i < end; i++) if (run[i].hump) humps.push(i);
  const isSingle = humps.length === 1 && !run[start].hump;
  const isCamel = humps.length > 1 || (isSingle && humps[0] - start > 1);
  let from = start;
  for (let i = start; i < end; i++) {
    const isJoint = /[.\-_]/.test(text[i]);
    if (isJoint || (isCamel && humps.includes(i))) {
      if (i - from >= 2) send(run.slice(from, i), true);
      from = isJoint ? i + 1 : i;
    }
  }
  if (from > start && end - from >= 2) send(run.slice(from, end), true);
}

// Folding: what remains of a word when accents, points and spelling variants are taken away.

const DROPPED =
  /^[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u0901\u093C']$/;
const ACCENTED = /^[\u00C0-\u024F\u0370-\u0438\u043A-\u052F\u1E00-\u1FFF]$/;
const LETTERS = new Map([
  ..."ßæœþ".split("").map((char, i) => [char, ["ss", "ae", "oe", "th"][i]]),
  ..."øođdðdłlıiħhŋnŧtآاأاإاٱاىيئيیيةهؤوکكۃهہه".match(/../g).map((pair) => [pair[0], pair[1]]),
]);

const PLAIN = /^(?:[A-Za-zÀ-ÖØ-öø-ÿ][a-zß-öø-ÿ]*|[А-Яа-яЁё][а-яё]*)$/;

/** The form of a word under which the index lists it. */
export function fold(form) {
  if (/^[a-z0-9]*$/.test(form)) return form;
  const chars = [...form];
  let out = "";
  chars.forEach((char, i) => {
    if (DROPPED.test(char)) return;
    if (char === "-" && !/\d/.test((chars[i - 1] || "") + (chars[i + 1] || ""))) return;
    if (!LETTERS.has(char) && ACCENTED.test(char)) {
      char = String.fromCodePoint(char.normalize("NFD").codePointAt(0));
    }
    out += LETTERS.get(char) ?? char;
  });
  return out || form;
}

// The files.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function numbers(text) {
  const out = [];
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = DIGITS.indexOf(text[i]);
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit < 32) {
      out.push(value);
      value = shift = 0;
    }
  }
  return out;
}

function frontDecoded(text) {
  let previous = "";
  return text ? text.split(" ").map((entry) => {
    let length = 1;
    while (DIGITS.indexOf(entry[length - 1]) > 31) length++;
    previous = previous.slice(0, numbers(entry.slice(0, length))[0]) + entry.slice(length);
    return previous;
  }) : [];
}

function decodeShard(file) {
  const terms = frontDecoded(file.terms);
  const groups = file.groups === undefined ? terms.map((_, i) => i) : numbers(file.groups);
  const variants = new Map(file.variants.map(([group, ...words]) => [group, words]));
  return { terms, groups, variants, postings: file.postings.split(" ") };
}

/** The pages of a group: {frequency, pages: [{page, impact, inTitle, inHeading, place,
 * variants}]}. */
function postingsOf(shard, group) {
  const list = numbers(shard.postings[group]);
  const hasVariants = shard.variants.has(group);
  const pages = [];
  let page = -1;
  for (let i = 1; i < list.length;) {
    page += list[i++] + 1;
    const impact = list[i++];
    const inTitle = impact & 1;
    const place = inTitle ? list[i++] : 0;
    const variants = hasVariants ? list[i++] : 0;
    pages.push({
      page, impact: LEVELS[impact >> 2], inTitle, inHeading: impact & 2, place, variants,
    });
  }
  return { frequency: list[0], pages };
}

/**
 * Opens the index of a language; nothing is fetched before it is needed. The object has
 * `search(query, {limit, signal})`, `suggest(query, {limit})` and `prepare()`. A search gives
 * [{url, title, titleParts, crumbs, kind, score, way, sections: [{anchor, title, excerpt}]}] with `total` and
 * `corrected` (the words searched for instead, or empty); parts and excerpts are [{text, mark}]; a
 * problem's `way` is {title, url, text} of the channel that helps best.
 * Addresses are relative to the site's root.
 */
export function open(manifestURL, { fetch = (url) => globalThis.fetch(url) } = {}) {
  const base = new URL(manifestURL, globalThis.location?.href).href;
  let files = new Map();
  let opened;

  async function get(path) {
    const response = await fetch(new URL(path, base).href);
    if (response.ok) {
      const value = await response.json();
      if (value.v !== VERSION) throw new Error("search index of another version");
      return value;
    }
    throw new (path === base ? Error : MissingFile)("search index: " + response.status);
  }

  // A failed file is forgotten, so that the next try fetches it again.
  function once(path, decode = (value) => value) {
    if (!files.has(path)) {
      const cache = files;
      const promise = get(path).then(decode);
      promise.catch(() => cache.delete(path));
      cache.set(path, promise);
    }
    return files.get(path);
  }

  function manifest() {
    opened ??= get(base).catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  // Between two builds a file may be gone: then the manifest is fetched anew, once.
  async function fresh(work) {
    try {
      return await work(await manifest());
    } catch (error) {
      if (!(error instanceof MissingFile)) throw error;
      files = new Map();
      opened = undefined;
      return work(await manifest());
    }
  }

  return {
    search: (query, options = {}) => fresh((manifest) => search(manifest, once, query, options)),
    suggest: (query, options = {}) => fresh((manifest) => suggest(manifest, once, query, options)),
    prepare: () => fresh((manifest) => quickList(manifest, once)).then(() => undefined),
  };
}

class MissingFile extends Error {}

function shardNumber(manifest, term) {
  const first = manifest.shards.first;
  let low = 0;
  let high = first.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (first[middle] <= term) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function loadShard(manifest, once, number) {
  return once(manifest.shards.files[number], decodeShard);
}

function loadPage(manifest, once, page) {
  const { perFile, perFolder, hashes } = manifest.pages;
  const number = Math.floor(page / perFile);
  const folder = Math.floor(number / perFolder);
  const hash = hashes.slice(folder * 6, folder * 6 + 6);
  return once(`${encodeURIComponent(manifest.language)}/p/${folder}-${hash}/${number}.json`)
    .then((file) => file.pages[page % perFile]);
}

function quickList(manifest, once) {
  return once(manifest.quick, (file) => file.pages.map(([page, kind, title, url, crumb, way, wayURL]) => ({
    page, kind: KINDS[kind], title, url, crumbs: crumb ? [crumb] : [],
    way: way && { title: way, url: wayURL },
    forms: tokenize(title.normalize("NFKC"), manifest.analysis, true).map((word) => fold(word.form)),
  })));
}

// Queries.

/** The words of a query, those it excludes, and its quoted phrases. */
function parse(query, rules) {
  const phrases = [];
  const excluded = [];
  const words = [];
  const rest = query.slice(0, 500).normalize("NFKC")
    .replace(/["“”«»„]([^"“”«»„]+)["“”«»„]/g, (_, phrase) => {
      phrases.push(tokenize(phrase, rules).filter((word) => !word.part).map((word) => fold(word.form)));
      return ` ${phrase} `;
    })
    .replace(/(^|\s)-([^\s-]\S*)/g, (_, space, word) => {
      excluded.push(...tokenize(word, rules).filter((word) => !word.part));
      return space;
    });
  for (const { form, part } of tokenize(rest, rules)) {
    const word = { form, folded: fold(form), parts: [] };
    if (part) words[words.length - 1].parts.push(word);
    else if (!words.some((other) => other.form === form)) words.push(word);
  }
  return { words: words.slice(0, 24), excluded, phrases: phrases.filter((p) => p.length) };
}

// The forms of the index that a word may mean, each with a weight; and whether they are a guess. `reach` is
// "exact" for its other forms only, "longer" for words that begin so, "guessed" for what it may have
// been meant to be.
async function candidates(manifest, once, word, isLast, reach) {
  const found = new Map();
  const add = (shard, index, weight) => {
    const term = shard.terms[index];
    const known = found.get(term);
    if (!known || known.weight < weight) found.set(term, { shard, index, term, weight });
  };
  const exact = async (folded, weight) => {
    const shard = await loadShard(manifest, once, shardNumber(manifest, folded));
    const index = lowerBound(shard.terms, folded);
    if (shard.terms[index] === folded) add(shard, index, weight);
  };
  await exact(word.folded, 1);
  const spellings = [word.folded];
  for (const [typed, folded] of manifest.analysis.digraphs) {
    if (!word.folded.includes(typed)) continue;
    spellings.push(word.folded.replaceAll(typed, folded));
    await exact(spellings.at(-1), 1);
  }
  const isKnown = found.has(word.folded);
  if (reach === "exact") return { list: [...found.values()], guessed: false };
  if (isLast || word.folded.length > 3) {
    const share = isLast ? (isKnown ? 0.54 : 0.9) : 0.25;
    for (const [shard, index] of await withPrefix(manifest, once, word.folded, isLast ? 1 : 0)) {
      add(shard, index, share * Math.sqrt(word.folded.length / shard.terms[index].length));
    }
  }
  if (!found.size && reach === "guessed") {
    for (const spelling of spellings) {
      for (const [term, weight] of await respelled(manifest, once, spelling)) {
        await exact(term, weight);
      }
    }
    // A form that the site does not have shares its beginning with those that it has.
    const shortest = HANGUL.test(word.folded) ? 2 : 4;
    for (let cut = 1; !found.size && cut <= 3 && word.folded.length - cut >= shortest; cut++) {
      const stem = word.folded.slice(0, -cut);
      await exact(stem, 0.5);
      for (const [shard, index] of await withPrefix(manifest, once, stem, 1)) {
        add(shard, index, 0.5 * Math.sqrt(stem.length / shard.terms[index].length));
      }
    }
    return { list: [...found.values()], guessed: true };
  }
  return { list: [...found.values()], guessed: false };
}

function lowerBound(terms, term) {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (terms[middle] < term) low = middle + 1;
    else high = middle;
  }
  return low;
}

// At most 40 longer forms, the shortest first, from the word's own shard or `more` behind it.
async function withPrefix(manifest, once, prefix, more) {
  const out = [];
  const first = shardNumber(manifest, prefix);
  const last = Math.min(shardNumber(manifest, prefix + "\uffff"), first + more);
  for (let number = first; number <= last; number++) {
    const shard = await loadShard(manifest, once, number);
    for (let i = lowerBound(shard.terms, prefix); i < shard.terms.length; i++) {
      if (!shard.terms[i].startsWith(prefix)) break;
      if (shard.terms[i] !== prefix) out.push([shard, i]);
    }
  }
  return out.sort((a, b) => a[0].terms[a[1]].length - b[0].terms[b[1]].length).slice(0, 40);
}

// The likeliest words that a word unknown to the index was meant to be, with their weights.
async function respelled(manifest, once, word) {
  const allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  if (word.length < (HANGUL.test(word) ? 2 : 4)) return [];
  const list = await once(manifest.spelling, (file) => ({
    terms: frontDecoded(file.terms), counts: numbers(file.counts),
  }));
  const near = await loadShard(manifest, once, shardNumber(manifest, word));
  const known = new Map(near.terms.map((term) => [term, 1]));
  list.terms.forEach((term, i) => known.set(term, list.counts[i]));
  const out = [];
  for (const [term, count] of known) {
    // A longer word may be made with the one that was typed.
    if (term.length > word.length && term.includes(word)) {
      const weight = 0.6 * Math.sqrt(word.length / term.length);
      out.push([term, weight, weight * (1 + count / 20)]);
      continue;
    }
    if (Math.abs(term.length - word.length) > allowed || !allowed) continue;
    const edits = distance(word, term, allowed);
    if (edits > allowed) continue;
    const weight = 0.65 ** edits * (term[0] === word[0] ? 1 : 0.6);
    out.push([term, weight, weight * (1 + count / 20)]);
  }
  return out.sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1)).slice(0, 5);
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

const rarityOf = (total, frequency) => Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));

async function matchWord(manifest, once, word, isLast, reach) {
  const { list, guessed } = await candidates(manifest, once, word, isLast, reach);
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
  const rarity = rarityOf(manifest.pages.count, frequency);
  // What was typed or guessed comes first; the other forms of its stem are found and marked with it.
  const forms = new Set(list.map((candidate) => candidate.term));
  for (const { shard, index } of list) {
    shard.groups.forEach((group, i) => {
      if (group === shard.groups[index]) forms.add(shard.terms[i]);
    });
  }
  return { word, pages, rarity, guessed, forms: [...forms] };
}

// Whether a word is another one with an ending of a letter or two: the site may not have it itself.
const isForm = (word, other) => word === other
  || (other.length > 4 && word.length <= other.length + 2 && word.startsWith(other));

// A name like `wi-fi` stands for its parts where the whole is unknown.
async function matchWords(manifest, once, words) {
  const covered = new Set();
  // Words that need not be guessed at, because they are typed for others.
  for (const [typed] of manifest.synonyms) {
    words.forEach((_, start) => {
      if (typed.every((word, i) => words[start + i] && isForm(words[start + i].folded, word))) {
        typed.forEach((_, i) => covered.add(start + i));
      }
    });
  }
  const matches = [];
  for (const [i, word] of words.entries()) {
    const isLast = i === words.length - 1;
    const match = await matchWord(manifest, once, word, isLast, covered.has(i) ? "longer" : "guessed");
    if (word.parts.length && (match.guessed || !match.forms.length)) {
      for (const part of word.parts) {
        matches.push(await matchWord(manifest, once, part, isLast, "guessed"));
      }
    } else {
      matches.push(match);
    }
  }
  await addSynonyms(manifest, once, matches);
  return matches;
}

// What is found for words as well, at a lower weight: pages that have all words of the other phrase.
async function addSynonyms(manifest, once, matches) {
  const own = matches.map(({ guessed, forms }) => new Set(guessed ? [] : forms));
  const isTyped = (place, word) => isForm(matches[place].word.folded, word) || own[place].has(word);
  for (const [typed, ...phrases] of manifest.synonyms) {
    for (let start = 0; start + typed.length <= matches.length; start++) {
      if (!typed.every((word, i) => isTyped(start + i, word))) continue;
      for (const phrase of phrases) {
        const others = [];
        for (const folded of phrase) {
          const word = { form: folded, folded, parts: [] };
          others.push(await matchWord(manifest, once, word, false, "exact"));
        }
        for (let i = 0; i < typed.length; i++) addPhrase(manifest, matches[start + i], others);
      }
    }
  }
}

const SYNONYM = 0.8;
// What names count beside the words themselves.
const TITLE = 4;
const HEADING = 2;

function addPhrase(manifest, match, others) {
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
  if (isUnknown) match.rarity = rarityOf(manifest.pages.count, match.pages.size);
}

function rank(manifest, matches) {
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
    entry.score = (score + 0.4 * adjacency) * (priority.get(entry.page) ?? 1);
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

async function search(manifest, once, query, { limit = 10, signal } = {}) {
  const rules = manifest.analysis;
  const { words, excluded, phrases } = parse(String(query), rules);
  const nothing = Object.assign([], { total: 0, corrected: "" });
  if (!words.length || !manifest.shards.files.length) return nothing;
  const matches = await matchWords(manifest, once, words);
  signal?.throwIfAborted();
  let ranked = rank(manifest, matches);
  for (const { form } of excluded) {
    const word = { form, folded: fold(form), parts: [] };
    const shard = await loadShard(manifest, once, shardNumber(manifest, word.folded));
    const index = lowerBound(shard.terms, word.folded);
    if (shard.terms[index] !== word.folded) continue;
    const pages = new Set(postingsOf(shard, shard.groups[index]).pages.map(({ page }) => page));
    ranked = ranked.filter(({ page }) => !pages.has(page));
  }
  let shown = ranked.slice(0, limit);
  if (phrases.length) {
    const checked = await Promise.all(ranked.slice(0, 40).map(async (entry) => {
      const page = await loadPage(manifest, once, entry.page);
      return phrases.every((phrase) => hasPhrase(page, phrase, rules)) && entry;
    }));
    ranked = checked.filter(Boolean);
    shown = ranked.slice(0, limit);
  }
  const forms = new Set(matches.flatMap((match) => match.forms));
  const results = await Promise.all(shown.map(async (entry) => {
    const page = await loadPage(manifest, once, entry.page);
    return {
      url: page.url, title: page.title, crumbs: page.crumbs, kind: KINDS[page.kind],
      score: entry.score, way: page.way, sections: shownSections(page, matches, forms, rules),
      titleParts: marked(page.title, 0, page.title.length, placesOf(page.title, forms, rules).hits),
    };
  }));
  signal?.throwIfAborted();
  const corrected = matches.some((match) => match.guessed && match.forms.length)
    ? matches.map((match) => match.guessed ? match.forms[0] ?? match.word.form : match.word.form)
      .join(" ")
    : "";
  return Object.assign(results, { total: ranked.length, corrected });
}

function hasPhrase(page, phrase, rules) {
  const texts = [page.title, ...page.sections.flatMap(({ title, text }) => [title, text])];
  return texts.some((text) => {
    const forms = tokenize(text.normalize("NFKC"), rules)
      .filter((word) => !word.part).map((word) => fold(word.form));
    return forms.some((_, i) => phrase.every((form, j) => forms[i + j] === form));
  });
}

// Up to three sections that have most of the words, rare ones above all; else the beginning of the page.
function shownSections(page, matches, forms, rules) {
  const wordOf = new Map(matches.flatMap((match, i) => match.forms.map((form) => [form, i])));
  const rated = page.sections.map((section) => {
    const places = placesOf(section.text, forms, rules);
    const titled = section.title ? placesOf(section.title, forms, rules).hits : [];
    const found = new Set([...places.hits, ...titled].map(({ folded }) => wordOf.get(folded)));
    const weight = [...found].reduce((sum, i) => sum + matches[i].rarity, 0);
    return { section, places, weight };
  });
  const best = rated.filter(({ weight }) => weight).sort((a, b) => b.weight - a.weight).slice(0, 3);
  if (!best.length) best.push(...rated.filter(({ section }) => section.text).slice(0, 1));
  return best.map(({ section: { anchor, title, text }, places }) =>
    ({ anchor, title, excerpt: excerpt(text, forms, rules, places) }));
}

// Where the words stand in a text, and where a piece of it may begin.
function placesOf(text, forms, rules) {
  const hits = [];
  const starts = [];
  for (const chunk of text.matchAll(/[^\s<>()[\]{}"“”«»,;:!?/、。，！？]+/gu)) {
    starts.push(chunk.index);
    // Most words of Latin and Cyrillic texts are as plain as this: nothing need be cut.
    if (PLAIN.test(chunk[0]) && !rules.dotless && chunk[0].length <= LONGEST) {
      const folded = fold(chunk[0].toLowerCase());
      if (!forms.has(folded)) continue;
      hits.push({ folded, start: chunk.index, end: chunk.index + chunk[0].length });
      continue;
    }
    const normal = chunk[0].normalize("NFKC");
    const isSame = normal === chunk[0];
    for (const { form, start, end } of tokenize(normal, rules, true)) {
      if (isSame) starts.push(chunk.index + start);
      const folded = fold(form);
      if (!forms.has(folded)) continue;
      hits.push({
        folded, start: chunk.index + (isSame ? start : 0),
        end: chunk.index + (isSame ? end : chunk[0].length),
      });
    }
  }
  hits.sort((a, b) => a.start - b.start || b.end - a.end);
  return { hits, starts };
}

/** The part of a text with the most of the words: [{text, mark}]. */
export function excerpt(text, forms, rules, places = placesOf(text, forms, rules)) {
  const { hits, starts } = places;
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
  from = Math.max(0, from - Math.floor(size / 4));
  if (from < 30) from = 0;
  else from = starts.filter((start) => start >= from).reduce((a, b) => Math.min(a, b), hits[0].start);
  let to = Math.min(text.length, from + size);
  if (to < text.length) {
    const cut = starts.filter((start) => start > from + size / 2 && start <= to);
    if (cut.length) to = Math.max(...cut);
    for (const hit of hits) if (hit.start < to && hit.end > to) to = hit.end;
  }
  return marked(text, from, to, hits);
}

function marked(text, from, to, hits) {
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

// Titles while the reader types: every word begins a word of the title.

async function suggest(manifest, once, query, { limit = 8 } = {}) {
  const { words } = parse(String(query), manifest.analysis);
  if (!words.length) return [];
  const titles = await quickList(manifest, once);
  const priority = new Map(manifest.pages.priority);
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
