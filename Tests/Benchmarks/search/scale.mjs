// Asks a site of any size for the first result alone, each time with a client that has loaded nothing. The task
// on standard input is {core, site, language, queries: [text]}; files are weighed only when they are fetched.

import { openSite } from "./kbgen-site.mjs";
import { readTask, sizeOf, writeAnswer } from "./measure.mjs";

const { queries, ...task } = readTask();
const { net, bundle, costs, open, find, isSameClient } = await openSite(task);

const answers = [];
for (const query of queries) {
  net.fetched = [];
  const results = await find(await open(), query, 1);
  answers.push({ found: results.length, files: new Set(net.fetched).size, bytes: costs(net.fetched) });
}
writeAnswer({ client: sizeOf(bundle), isSameClient, answers });
