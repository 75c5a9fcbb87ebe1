// Text to words, and what remains of a word when accents and spelling variants are taken away: the twins of
// SearchAnalyzer.swift and SearchScalars.swift.

/** A longer word is cut. */
export const LONGEST = 64;

const JOINERS = /^['’‘ʼ.\-‐+#]$/;
const SKIPPED = /^[\u00AD\u200C-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFE00-\uFE0F\uFEFF]$/;
const PAIRS =
  /^[\u3005-\u3007\u3041-\u3096\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}]$/u;
const TRIPLES = /^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\uAA60-\uAA7F]$/;
const WORD = /^[\p{L}\p{N}_]$/u;
const MARK = /^\p{M}$/u;
/** Whether a word is written in the syllables of Korean, of which two make a word. */
export const HANGUL = /^[\uAC00-\uD7A3]/;
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
    if (char === "İ" && !rules.dotless) {
      previous = "\u0307";
      out.push({ lower: previous, start, end });
    }
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
