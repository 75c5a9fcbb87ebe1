// Asks the index that Pagefind built through its own `pagefind.js`, which runs under Node when it is given
// a `fetch` and the language. The task on standard input is {bundle, language, queries}.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { filesBelow, readTask, RESULTS, run, server, sizeOf, weigh, writeAnswer } from "./measure.mjs";

const { bundle, language, queries } = readTask();
const net = server(bundle);
globalThis.fetch = (url) => net.fetch(url);
const { createInstance } = await import(pathToFileURL(join(bundle, "pagefind.js")).href);

// What a browser loads without Pagefind's interface: the client and the same client for its worker.
const client = ["pagefind.js", "pagefind-worker.js"].map((name) => join(bundle, name));
const isFragment = (path) => path.endsWith(".pf_fragment");
const sum = (paths) => [...new Set(paths)].reduce((total, path) => total + sizeOf(path), 0);

const open = () => createInstance({ basePath: "http://pagefind/", baseUrl: "/", language });

async function ask(instance, query) {
  const { results } = await instance.search(query);
  return Promise.all(results.slice(0, RESULTS).map(async (result) => (await result.data()).raw_url));
}

function costs(fetched) {
  const fragments = fetched.filter(isFragment);
  const before = fetched.filter((path) => !isFragment(path));
  return { first: sum([...client, ...before, ...fragments.slice(0, 1)]), all: sum([...client, ...fetched]) };
}

const isIndex = (path) => /\.pf_(meta|index)$|wasm\.(?!unknown)[\w-]+\.pagefind$|-entry\.json$/.test(path);
const files = filesBelow(bundle);
writeAnswer({
  client: sum(client),
  index: weigh(files.filter(isIndex), bundle), fragments: weigh(files.filter(isFragment), bundle),
  answers: await run(queries, net, { open, ask, costs }),
});
