// The page's part of search: the field in the header becomes a combobox, the search page shows results
// while the reader types. All that comes from the index enters the page as text. `open` is the one
// name used of search-core.js; `kbgenSearch` is handed over by site.js.

function startSearchPage(site) {
  const DELAY = 80;
  const isFromDisk = location.protocol === "file:" && site.isOffline;
  const index = open(site.manifest, isFromDisk ? { fetch: scriptFetch(site) } : {});
  const results = document.getElementById("search-results");
  const plurals = new Intl.PluralRules(site.language);
  const digits = new Intl.NumberFormat(site.language);

  function phrase(key, query = "", count = 0) {
    let text = site.texts[key] ?? "";
    if (typeof text === "object") text = text[plurals.select(count)] ?? text.other ?? "";
    const values = { query, count: digits.format(count) };
    return text.replace(/\{(query|count)\}/g, (_, name) => values[name]);
  }

  function element(name, className, ...children) {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...children);
    return node;
  }

  function link(className, url, ...children) {
    const node = element("a", className, ...children);
    node.href = url;
    return node;
  }

  const withMarks = (parts) =>
    parts.map(({ text, mark }) => mark ? element("mark", "", text) : text);

  // A line that screen readers read out when it changes.
  function liveLine(className) {
    const line = element("p", className);
    line.setAttribute("role", "status");
    return line;
  }

  // Who looks for a problem sees the channel that helps with it first, and that channel not once more.
  function withWay(pages) {
    const [{ title, way } = {}] = pages;
    if (!way) return pages;
    const others = pages.filter(({ url }) => url !== way.url.split("#")[0]);
    return [{ ...way, kind: "channel", crumbs: [title] }, ...others];
  }

  const isLongEnough = (query) => query.length > 1 || /[^\u0000-\u1fff]/.test(query);

  // One task at a time: a newer one overtakes those before it.
  function latest(task) {
    let controller;
    let timer;
    return (delay, ...values) => {
      clearTimeout(timer);
      controller?.abort();
      const { signal } = controller = new AbortController();
      timer = setTimeout(async () => {
        try {
          await task(signal, ...values);
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      }, delay);
    };
  }

  // The combobox of the header and the home page.

  function makeCombobox(form) {
    const field = form.elements.q;
    const list = form.querySelector(".search-suggestions");
    const status = form.appendChild(liveLine("visually-hidden"));
    let options = [];
    let active = -1;

    function select(number) {
      options[active]?.setAttribute("aria-selected", "false");
      active = number;
      const option = options[active];
      if (option) {
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        field.setAttribute("aria-activedescendant", option.id);
      } else {
        field.removeAttribute("aria-activedescendant");
      }
    }

    function show(nodes) {
      select(-1);
      options = nodes;
      list.replaceChildren(...nodes);
      list.hidden = !nodes.length;
      field.setAttribute("aria-expanded", String(nodes.length > 0));
    }

    function close() {
      update(0, "");
      show([]);
    }

    function option(url, number, ...children) {
      const node = link("search-suggestion", url, ...children);
      node.id = `${list.id}-${number}`;
      node.tabIndex = -1;
      node.setAttribute("role", "option");
      node.setAttribute("aria-selected", "false");
      return node;
    }

    function pageOption({ url, title, crumbs }, number) {
      const name = element("span", "search-suggestion-title", title);
      const path = crumbs.length
        ? [" ", element("span", "search-suggestion-crumbs", crumbs.join(" / "))] : [];
      return option(site.root + url, number, name, ...path);
    }

    // An empty query only stops the one that runs.
    const update = latest(async (signal, query) => {
      if (!query) return;
      try {
        const pages = await index.suggest(query, { limit: 6 });
        if (signal.aborted) return;
        if (pages.length < 4) {
          for (const page of await index.search(query, { limit: 6, signal })) {
            if (pages.length < 6 && !pages.some(({ url }) => url === page.url)) pages.push(page);
          }
        }
        if (signal.aborted || document.activeElement !== field) return;
        const all = `${site.searchURL}?q=${encodeURIComponent(query)}`;
        const nodes = withWay(pages).map(pageOption);
        if (nodes.length) {
          const label = element("span", "search-suggestion-title", phrase("search-all", query));
          nodes.push(option(all, nodes.length, label));
        }
        show(nodes);
        status.textContent = pages.length
          ? phrase("search-results", query, pages.length) : phrase("search-none", query);
      } catch (error) {
        if (signal.aborted) return;
        show([]);
        status.textContent = phrase("search-failed");
      }
    });

    function changed() {
      const query = field.value.trim();
      if (isLongEnough(query)) {
        update(DELAY, query);
      } else {
        close();
        status.textContent = "";
      }
    }

    function key(event) {
      if (event.isComposing || event.keyCode === 229) return;
      const last = options.length - 1;
      const isOpen = !list.hidden;
      const moves = {
        ArrowDown: active < last ? active + 1 : -1,
        ArrowUp: active < 0 ? last : active - 1,
        Home: active < 0 ? undefined : 0,
        End: active < 0 ? undefined : last,
      };
      if (isOpen && Object.hasOwn(moves, event.key) && moves[event.key] !== undefined) {
        event.preventDefault();
        select(moves[event.key]);
      } else if (event.key === "ArrowDown" && !isOpen) {
        event.preventDefault();
        changed();
      } else if (event.key === "Enter" && options[active]) {
        event.preventDefault();
        options[active].click();
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    }

    field.addEventListener("input", (event) => event.isComposing || changed());
    field.addEventListener("compositionend", changed);
    field.addEventListener("keydown", key);
    field.addEventListener("focus", () => index.prepare().catch(() => {}));
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || close());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    if (document.activeElement === field && field.value) changed();
    else index.prepare().catch(() => {});
  }

  // The search page.

  function section(url, { anchor, title, excerpt }) {
    const text = element("p", "search-result-excerpt", ...withMarks(excerpt));
    if (!anchor) return text;
    const target = `${url}#${encodeURIComponent(anchor)}`;
    return element("div", "search-section", link("", target, title), text);
  }

  function result({ url, title, titleParts, crumbs, kind, text, sections = [] }) {
    const target = site.root + url;
    const item = element("li", "search-result",
      element("span", "search-kind", phrase(`search-kind-${kind}`)), " ",
      link("search-result-title", target, ...(titleParts ? withMarks(titleParts) : [title])));
    if (crumbs.length) item.append(element("p", "search-result-crumbs", crumbs.join(" / ")));
    if (text) item.append(element("p", "search-result-excerpt", text));
    // The words before the first heading belong to the page itself.
    const parts = [...sections].sort((a, b) => Boolean(a.anchor) - Boolean(b.anchor));
    item.append(...parts.map((part) => section(target, part)));
    return item;
  }

  async function nothingFound(query) {
    const near = new Map();
    // Each word for itself finds what all together, in quotes or without another one, do not.
    for (const word of query.split(/[\s"“”„«»]+/).filter((part) => !/^-|^$/.test(part)).slice(0, 8)) {
      const pages = await index.suggest(word, { limit: 3 });
      if (!pages.length) pages.push(...await index.search(word, { limit: 3 }));
      for (const page of pages) near.set(page.url, page);
    }
    const isContact = ({ kind }) => kind === "problem" || kind === "channel";
    const list = (pages) => element("ul", "", ...pages.slice(0, 5).map(({ url, title, way }) => {
      const item = element("li", "", link("", site.root + url, title));
      if (way) item.prepend(link("", site.root + way.url, way.title), " – ");
      return item;
    }));
    const pages = [...near.values()];
    const contacts = pages.filter(isContact);
    const others = pages.filter((page) => !isContact(page));
    const nodes = [element("p", "", phrase("search-none-help"))];
    // The way that fits is better than the way to all of them.
    if (contacts.length) {
      nodes.push(element("p", "", phrase("search-none-channel")), list(contacts));
    } else {
      nodes.push(element("p", "", link("", site.contactURL, phrase("search-none-contact"))));
    }
    if (others.length) nodes.push(element("p", "", phrase("search-nearest")), list(others));
    return nodes;
  }

  function makeSearchPage(form) {
    const field = form.elements.q;
    const title = document.title;
    const status = liveLine("search-status");
    const list = element("div");
    // Results come with every letter: only their number is read out.
    results.removeAttribute("aria-live");
    results.replaceChildren(status, list);
    for (const name of ["role", "aria-autocomplete", "aria-controls", "aria-expanded"]) {
      field.removeAttribute(name);
    }

    const report = failedQueryReport(site);
    const update = latest(async (signal, query) => {
      report("");
      document.title = query ? `${query} – ${title}` : title;
      if (!query) {
        status.textContent = "";
        list.replaceChildren();
        return;
      }
      const waiting = setTimeout(() => { status.textContent = phrase("search-loading"); }, 400);
      try {
        const found = await index.search(query, { limit: 20, signal });
        const nodes = found.length
          ? [element("ul", "search-results", ...withWay(found).map(result))] : await nothingFound(query);
        if (signal.aborted) return;
        const number = found.length
          ? phrase("search-results", query, found.total) : phrase("search-none", query);
        const corrected = found.length && found.corrected
          ? phrase("search-corrected", found.corrected) : "";
        status.textContent = corrected || number;
        list.replaceChildren(...nodes);
        if (!found.length) report(query);
      } catch (error) {
        if (signal.aborted) return;
        status.textContent = phrase("search-failed");
        list.replaceChildren();
      } finally {
        clearTimeout(waiting);
      }
    });

    function address(query) {
      const url = new URL(location.href);
      if (query) url.searchParams.set("q", query);
      else url.searchParams.delete("q");
      return url.href;
    }

    function changed() {
      const query = field.value.trim();
      try {
        history.replaceState(null, "", address(query));
      } catch {
        // Too many changes in a short time: the address comes with the next one.
      }
      update(DELAY, isLongEnough(query) ? query : "");
    }

    function fromAddress() {
      field.value = new URLSearchParams(location.search).get("q") ?? "";
      update(0, field.value.trim());
    }

    field.addEventListener("input", (event) => event.isComposing || changed());
    field.addEventListener("compositionend", changed);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const query = field.value.trim();
      history.pushState(null, "", address(query));
      update(0, query);
    });
    addEventListener("popstate", fromAddress);
    if (field.value && document.activeElement === field) changed();
    else fromAddress();
  }

  for (const form of document.querySelectorAll("form[data-search]")) {
    if (results) makeSearchPage(form);
    else makeCombobox(form);
  }
}

startSearchPage(window.kbgenSearch);
