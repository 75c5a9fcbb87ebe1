// The files of the index, in the shapes that `schemas/` describes: fetched when they are needed, once, and
// decoded.

const VERSION = 1;
// What a posting says of a page: see FieldScorer.swift.
const LEVELS = [0.11, 0.23, 0.33, 0.42, 0.5, 0.59, 0.73, 0.88];

// Digits of numbers in base 64.
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Numbers with five bits in each digit, the lowest first.
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

// Words of which each is written as what differs from the one before.
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
  const byGroup = (entries) => new Map(entries.map(([group, ...words]) => [group, words]));
  return {
    terms, groups, variants: byGroup(file.variants), others: byGroup(file.others), postings: file.postings.split(" "),
  };
}

/** The pages of a group: {frequency, pages: [{page, impact, inTitle, inHeading, place, variants}]}. */
export function postingsOf(shard, group) {
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

/** Between two builds a file may be gone. */
class MissingFile extends Error {}

/**
 * The files of the index whose manifest is at `base`. `fresh(work)` calls `work` with an object that has the
 * `manifest`; `once(path)` for a file by its path; `number(term)`, that of the shard in which a term stands if it
 * does; `shard(number)`; `page(number)`; `spellings(beginning)`, words for spelling that begin so, with the binary
 * logarithms of how many pages have them.
 */
export function openFiles(base, fetch) {
  let loading;

  async function get(path) {
    const response = await fetch(new URL(path, base).href);
    if (response.ok) {
      const value = await response.json();
      if (value.v !== VERSION) throw new Error("search index of another version");
      return value;
    }
    throw new (path === base ? Error : MissingFile)("search index: " + response.status);
  }

  async function load() {
    const manifest = await get(base);
    const files = new Map();
    // A failed file is forgotten, so that the next try fetches it again.
    const once = (path, decode = (value) => value) => {
      if (!files.has(path)) {
        const promise = get(path).then(decode);
        promise.catch(() => files.delete(path));
        files.set(path, promise);
      }
      return files.get(path);
    };
    // Files are in folders that are named after what is in them.
    const inFolder = (kind, folder, name, decode) => {
      const hash = manifest[kind].hashes.slice(folder * 6, folder * 6 + 6);
      return once(`${encodeURIComponent(manifest.language)}/${kind[0]}/${folder}-${hash}/${name}.json`, decode);
    };
    const numbered = (kind, number, decode) =>
      inFolder(kind, Math.floor(number / manifest[kind].perFolder), number, decode);
    const first = frontDecoded(manifest.terms.first);
    const lists = frontDecoded(manifest.spelling.first);
    const spellings = async (beginning) => {
      const found = [];
      const last = upperBound(lists, beginning + "\uffff");
      for (let number = lastFrom(lists, beginning); number < last; number++) {
        found.push(numbered("spelling", number, (file) => {
          const counts = numbers(file.counts);
          return frontDecoded(file.terms).map((term, i) => [term, counts[i]]);
        }));
      }
      return (await Promise.all(found)).flat();
    };
    return {
      manifest, once, spellings,
      number: async (term) => {
        const place = lastFrom(first, term);
        if (!manifest.terms.nested) return place;
        // Of a large site the manifest has the folders alone.
        const inside = await inFolder("terms", place, "first", (file) => frontDecoded(file.first));
        return place * manifest.terms.perFolder + lastFrom(inside, term);
      },
      shard: (number) => numbered("terms", number, decodeShard),
      page: (number) => numbered("pages", number),
    };
  }

  function opened() {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  // When a file is gone, the manifest is fetched anew, once.
  return async function fresh(work) {
    try {
      return await work(await opened());
    } catch (error) {
      if (!(error instanceof MissingFile)) throw error;
      loading = undefined;
      return work(await opened());
    }
  };
}

// The place of the last text that is not after a term.
const lastFrom = (texts, term) => Math.max(0, upperBound(texts, term) - 1);

function upperBound(terms, term) {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (terms[middle] <= term) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A term as {shard, index, term}; nothing where the index does not have it. */
export async function findTerm(files, term) {
  const shard = await files.shard(await files.number(term));
  const index = upperBound(shard.terms, term) - 1;
  return shard.terms[index] === term && { shard, index, term };
}

/** At most 40 longer terms, the shortest first, from the prefix's own shard or `more` behind it. */
export async function termsWithPrefix(files, prefix, more) {
  const out = [];
  const first = await files.number(prefix);
  const last = Math.min(await files.number(prefix + "\uffff"), first + more);
  for (let number = first; number <= last; number++) {
    const shard = await files.shard(number);
    for (let index = upperBound(shard.terms, prefix); index < shard.terms.length; index++) {
      const term = shard.terms[index];
      if (!term.startsWith(prefix)) break;
      out.push({ shard, index, term });
    }
  }
  return out.sort((a, b) => a.term.length - b.term.length).slice(0, 40);
}
