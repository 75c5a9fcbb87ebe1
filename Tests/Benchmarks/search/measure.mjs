// What both engines are measured with: files served from memory, with their size on the network, and the
// rounds of queries. Nothing here knows an engine.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

export const RESULTS = 10;

const sizes = new Map();

/** The bytes that a file costs on the network: as it is when it is packed already, else as gzip -9. */
export function sizeOf(path) {
  if (!sizes.has(path)) {
    const bytes = readFileSync(path);
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    sizes.set(path, isPacked ? bytes.length : gzipSync(bytes, { level: 9 }).length);
  }
  return sizes.get(path);
}

/** All files below a folder, sorted. */
export function filesBelow(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** An index as a whole: {files, bytes, largest, largestName}. */
export function weigh(paths, folder) {
  const total = { files: paths.length, bytes: 0, largest: 0, largestName: "" };
  for (const path of paths) {
    const size = sizeOf(path);
    total.bytes += size;
    if (size <= total.largest) continue;
    total.largest = size;
    total.largestName = path.slice(folder.length + 1);
  }
  return total;
}

/** A `fetch` over the files of a folder that notes what it was asked for; all else is not found. */
export function server(folder) {
  const contents = new Map();
  const net = { fetched: [] };
  net.fetch = async (url) => {
    const path = join(folder, decodeURIComponent(new URL(url).pathname));
    if (!contents.has(path)) contents.set(path, readFileSync(path));
    net.fetched.push(path);
    return new Response(contents.get(path));
  };
  return net;
}

/**
 * Runs the queries, [{text, isSampled}]. One client answers all of them, and then those of the sample once
 * more, which is timed as warm: all their files are parsed by then. At last each query of the sample has a
 * new client that has loaded nothing, over files that are in memory: this gives the bytes, and as cold the
 * time with parsing all that is loaded. `ask(client, text)` gives the addresses of the results,
 * `costs(fetched)` the bytes as {first, all, …}. An engine whose best result can be known before all are loaded
 * is asked for it alone by `askFirst`, once more in a new client, and that is what the first result costs.
 */
export async function run(queries, net, { open, ask, askFirst, costs }) {
  const out = [];
  const client = await open();
  for (const { text } of queries) out.push({ results: await ask(client, text) });
  const sample = queries.map(({ text }, i) => [out[i], text]).filter((_, i) => queries[i].isSampled);
  for (const [entry, text] of sample) entry.warm = await timed(() => ask(client, text));
  for (const [entry, text] of sample) {
    net.fetched = [];
    entry.cold = await timed(async () => ask(await open(), text));
    entry.bytes = costs(net.fetched);
    if (!askFirst) continue;
    net.fetched = [];
    await askFirst(await open(), text);
    entry.bytes.first = costs(net.fetched).all;
  }
  return out;
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** What an engine is asked, from standard input, and its answer, to standard output. */
export const readTask = () => JSON.parse(readFileSync(0, "utf8"));
export const writeAnswer = (answer) => process.stdout.write(JSON.stringify(answer));
