// Asks the index that kbgen built, as a browser does, through the client of the repository. The task on
// standard input is {core, site, language, queries}.

import { join } from "node:path";
import { openSite } from "./kbgen-site.mjs";
import { filesBelow, readTask, RESULTS, run, sizeOf, weigh, writeAnswer } from "./measure.mjs";

const { queries, ...task } = readTask();
const { net, bundle, manifest, partOf, costs, open, find, isSameClient } = await openSite(task);

const ask = (index, query) => find(index, query, RESULTS);
// The texts of the pages that may be the best one are loaded to tell which it is.
const askFirst = (index, query) => find(index, query, 1);
const isFragment = (path) => partOf(path) === "fragments";

process.on("exit", (code) => {
  if (code && !isSameClient) console.error("The program was built with another search-core.js: build it anew.");
});

const index = join(task.site, "search");
const files = [manifest, ...filesBelow(join(index, task.language))];
const weighed = (paths) => weigh(paths, index);
writeAnswer({
  client: sizeOf(bundle), isSameClient,
  index: weighed(files.filter((path) => !isFragment(path))), fragments: weighed(files.filter(isFragment)),
  answers: await run(queries, net, { open, ask, askFirst, costs }),
});
