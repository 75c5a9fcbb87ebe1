// A site that kbgen built, asked as a browser asks it: through the client of the repository, over files that
// note what they were asked for.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { server, sizeOf } from "./measure.mjs";

// What a file of the index is, by its folder or the letter before its hash.
const PARTS = { q: "quick", s: "spelling", t: "shards", p: "fragments" };

/** The site in a folder, with the client `core`, in one language. */
export async function openSite({ core, site, language }) {
  const client = await import(pathToFileURL(core).href);
  const net = server(site);
  const assets = join(site, "assets");
  const bundle = join(assets, readdirSync(assets).find((name) => /^search-.*\.js$/.test(name)));
  const manifest = join(site, "search", `${language}.json`);
  const partOf = (path) => PARTS[path.slice(join(site, "search", language).length + 1)[0]] ?? "manifest";

  /** The bytes of files, {all, …}, `all` with the client that loads them. */
  const costs = (fetched) => {
    const parts = {};
    let all = sizeOf(bundle);
    for (const path of new Set(fetched)) {
      all += sizeOf(path);
      parts[partOf(path)] = (parts[partOf(path)] ?? 0) + sizeOf(path);
    }
    return { all, ...parts };
  };

  return {
    net, bundle, manifest, partOf, costs,
    open: () => client.open(`http://kbgen/search/${language}.json`, { fetch: net.fetch }),
    find: async (index, query, limit) => (await index.search(query, { limit })).map(({ url }) => url),
    isSameClient: isSameClient(core, bundle),
  };
}

// The bundle is the client without its comments and with short names for its variables; names of members, texts
// and numbers stay. Are all those of the client in it?
function isSameClient(core, bundle) {
  const built = readFileSync(bundle, "utf8");
  const folder = dirname(core);
  return readdirSync(folder).filter((name) => name.endsWith(".js") && name.startsWith("search-"))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((line) => !/^\s*(\/\/|\/?\*|import )/.test(line))
    .flatMap((line) => line.replace(/\s\/\/ .*/, "").match(/(?<=[\w)\]])\??\.[A-Za-z]\w*|"[^"]*"|\b\d[\d.]+/g) ?? [])
    .every((piece) => built.includes(piece));
}
