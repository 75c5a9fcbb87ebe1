// How the search page reaches its files from disk, and whom it tells of what it did not find.

// From disk nothing can be fetched, but scripts load: each file of the index is there as one, which hands
// its value to `kbgenSearchFile` under its name.
function scriptFetch(site) {
  const folder = new URL(".", new URL(site.manifest, document.baseURI)).href;
  const waiting = new Map();
  window.kbgenSearchFile = (name, value) => waiting.get(name)?.(value);
  return (url) => new Promise((resolve) => {
    const name = decodeURI(url.slice(folder.length));
    const script = document.createElement("script");
    const finish = (ok, value) => {
      waiting.delete(name);
      script.remove();
      resolve({ ok, status: ok ? 200 : 404, json: async () => value });
    };
    waiting.set(name, (value) => finish(true, value));
    script.onerror = () => finish(false);
    script.src = site.policy.createScriptURL(url.replace(/\.json$/, ".js"));
    document.head.append(script);
  });
}

// What found nothing is told to the project's own address, if it has one, once: without a word on who asked,
// and without what looks like a number or an address of the reader.
function failedQueryReport(site) {
  const told = new Set();
  let timer;
  return (query) => {
    clearTimeout(timer);
    if (!query || !site.failedQueries || told.has(query)) return;
    timer = setTimeout(() => {
      told.add(query);
      const words = query.slice(0, 200).replace(/\S+@\S+/g, "…")
        .replace(/\+?\p{Nd}[\p{Nd}\s().\-\/]{3,}\p{Nd}/gu, "…");
      const body = new URLSearchParams({ language: site.language, query: words });
      fetch(site.failedQueries, {
        method: "POST", mode: "no-cors", credentials: "omit", referrerPolicy: "no-referrer", body,
      }).catch(() => {});
    }, 2000);
  };
}
