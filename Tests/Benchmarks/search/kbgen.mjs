// Asks the index that kbgen built, as a browser does, through the client of the repository. The task on
// standard input is {core, site, language, queries}.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { filesBelow, readTask, RESULTS, run, server, sizeOf, weigh, writeAnswer } from "./measure.mjs";

const { core, site, language, queries } = readTask();
const client = await import(pathToFileURL(core).href);
const net = server(site);
const assets = join(site, "assets");
const bundle = join(assets, readdirSync(assets).find((name) => /^search-.*\.js$/.test(name)));

const open = () => client.open(`http://kbgen/search/${language}.json`, { fetch: net.fetch });
const find = async (index, query, limit) => (await index.search(query, { limit })).map(({ url }) => url);
const ask = (index, query) => find(index, query, RESULTS);
// The texts of the pages that may be the best one are loaded to tell which it is.
const askFirst = (index, query) => find(index, query, 1);
const sum = (paths) => [...new Set(paths)].reduce((total, path) => total + sizeOf(path), 0);

// What a file of the index is, by its folder or the letter before its hash.
const PARTS = { q: "quick", s: "spelling", t: "shards", p: "fragments" };
const partOf = (path) => PARTS[path.slice(join(site, "search", language).length + 1)[0]] ?? "manifest";
const isFragment = (path) => partOf(path) === "fragments";

function costs(fetched) {
  const parts = {};
  for (const path of new Set(fetched)) parts[partOf(path)] = (parts[partOf(path)] ?? 0) + sizeOf(path);
  return { all: sum([bundle, ...fetched]), ...parts };
}

// The bundle is made of the client without its comments: has it the same code?
function isSameClient() {
  const built = readFileSync(bundle, "utf8");
  const folder = dirname(core);
  const sources = readdirSync(folder).filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  return sources.join("\n").split("\n").map((line) => line.trim().replace(/^export /, ""))
    .filter((line) => line && !/^(\/\/|\/\*\*|\* |\*\/|import )/.test(line))
    .every((line) => built.includes(line));
}

const sameClient = isSameClient();
process.on("exit", (code) => {
  if (code && !sameClient) console.error("The program was built with another search-core.js: build it anew.");
});

const manifest = join(site, "search", `${language}.json`);
const files = [manifest, ...filesBelow(join(site, "search", language))];
const weighed = (paths) => weigh(paths, join(site, "search"));
writeAnswer({
  client: sizeOf(bundle), isSameClient: sameClient,
  index: weighed(files.filter((path) => !isFragment(path))), fragments: weighed(files.filter(isFragment)),
  answers: await run(queries, net, { open, ask, askFirst, costs }),
});
