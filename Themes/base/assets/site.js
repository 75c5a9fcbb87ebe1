// What every page does besides being read: load the search when it is wanted, copy the link of a
// heading, a block of code or a message, make tabs of labelled parts, close open menus. Everything here is an addition: without it the pages
// work as they are. A classic script without imports, so that it also runs in pages opened from disk; the build
// puts it into a function. What contact.js needs of it is in `kbgenSite`.

const page = document.documentElement;
const paths = page.dataset;
const texts = document.body.dataset;
const root = paths.root;

// Search: forms go to the search page, and the bundle is fetched at the first sign of interest.

const forms = [...document.querySelectorAll("form[data-search]")];
const absolute = (url) => new URL(url, document.baseURI).href;

// The one policy of the site: scripts come from the search folder, or are the search itself.
function searchPolicy(bundle, manifest) {
  if (!window.trustedTypes) return { createScriptURL: (url) => url };
  const folder = new URL(".", absolute(manifest)).href;
  return trustedTypes.createPolicy("kbgen", {
    createScriptURL(url) {
      const wanted = absolute(url);
      if (wanted === absolute(bundle) || wanted.startsWith(folder)) return wanted;
      throw new TypeError("not a script of the search: " + wanted);
    },
  });
}

function loadSearch() {
  if (window.kbgenSearch || !paths.searchScript) return;
  const bundle = root + paths.searchScript;
  const manifest = root + paths.searchManifest;
  const policy = searchPolicy(bundle, manifest);
  window.kbgenSearch = {
    root,
    manifest,
    policy,
    language: page.lang,
    searchURL: root + paths.searchUrl,
    contactURL: root + paths.contactUrl,
    isOffline: "searchOffline" in paths,
    failedQueries: paths.failedQueries,
    texts: JSON.parse(texts.searchTexts || "{}"),
  };
  const script = document.createElement("script");
  script.src = policy.createScriptURL(bundle);
  document.head.append(script);
}

for (const form of forms) {
  form.action = root + paths.searchUrl;
  const field = form.elements.q;
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", form.querySelector(".search-suggestions").id);
  field.setAttribute("aria-expanded", "false");
  form.addEventListener("focusin", loadSearch);
  form.addEventListener("pointerenter", loadSearch);
}
if (document.getElementById("search-results")) loadSearch();

// What a reader has decided, kept in this browser; null without a decision, or where nothing may be kept.

function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Nothing is kept where that is not allowed.
  }
}

// Keys: "/" goes to the search field unless the reader is typing or does not want it, as who speaks to the
// browser may; Escape closes menus.

const slashName = "kbgen-slash";
const slashSwitch = document.querySelector("[data-slash-key]");
if (slashSwitch) {
  slashSwitch.checked = kept(slashName) !== false;
  const row = slashSwitch.closest("[hidden]");
  if (row) row.hidden = false;
  slashSwitch.addEventListener("change", () => keep(slashName, slashSwitch.checked));
}

function isTyping(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (!forms.length || isTyping(event.target) || "noSlashKey" in paths || kept(slashName) === false) return;
    event.preventDefault();
    forms[0].elements.q.focus();
  } else if (event.key === "Escape") {
    for (const menu of openMenus()) {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector("summary").focus();
    }
  }
});

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

// The contents of an article stand open where there is room for them beside the text.

const contents = document.querySelector("details[data-contents]");
if (contents) {
  const wide = matchMedia("(min-width: 64rem)");
  const unfold = () => { contents.open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();
}

// A button that copies what it is asked for, or does something else where that is not allowed.

function copyButton(name, label, text, copied, otherwise) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = name;
  button.textContent = label;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      report(copied);
    } catch {
      otherwise();
    }
  });
  return button;
}

// Headings: a button beside each one copies its address.

function addCopyButton(heading) {
  const row = document.createElement("div");
  row.className = "heading-row";
  const url = () => new URL("#" + heading.id, location.href).href;
  const button = copyButton("copy-link", "#", url, texts.linkCopied, () => {
    location.hash = heading.id;
  });
  button.setAttribute("aria-label", texts.copyLink + ": " + heading.textContent);
  button.title = texts.copyLink;
  heading.before(row);
  row.append(heading, button);
}

let status;
function report(message) {
  if (!status) {
    status = document.createElement("p");
    status.className = "status-message";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  status.textContent = "";
  setTimeout(() => { status.textContent = message; }, 50);
  clearTimeout(report.timer);
  report.timer = setTimeout(() => { status.textContent = ""; }, 4000);
}

for (const heading of document.querySelectorAll("[data-prose] :is(h2, h3)[id]")) {
  addCopyButton(heading);
}

// Code: a button copies it; from a session with a shell, the commands without prompts and output.

function typed(code) {
  const copy = code.cloneNode(true);
  for (const prompt of copy.querySelectorAll(".p")) prompt.remove();
  for (const line of copy.querySelectorAll(".o")) line.textContent = "\0";
  return copy.textContent.replace(/\0\n?/g, "").trimEnd();
}

for (const block of document.querySelectorAll("[data-prose] pre")) {
  const frame = document.createElement("div");
  frame.className = "code-block";
  frame.dir = block.dir;
  block.removeAttribute("dir");
  const code = block.firstElementChild;
  const button = copyButton("copy-code", texts.copyCode, () => typed(code), texts.codeCopied, () =>
    getSelection().selectAllChildren(code));
  block.before(frame);
  frame.append(block, button);
}

// Messages: a button copies the text as it stands.

function addTextButtons(area) {
  for (const text of area.querySelectorAll("[data-copy]")) {
    const { copy, copied } = text.dataset;
    text.parentElement.append(copyButton("copy-text", copy, () => text.textContent, copied, () =>
      getSelection().selectAllChildren(text)));
  }
}
addTextButtons(document);

// Tabs: labelled parts become tab panels. A choice holds for all tabs with that label on the page. The
// reader's platform, which is what most tabs are about, holds on the next pages too: it is stored,
// the latest first.

const storeName = "kbgen-platforms";
function keptPlatforms() {
  const platforms = kept(storeName);
  return Array.isArray(platforms) ? platforms : [];
}

const choiceOf = (tab) => tab.dataset.platform || tab.textContent;

function makeTabs(group) {
  const list = document.createElement("div");
  list.className = "tab-list";
  list.setAttribute("role", "tablist");
  const tabs = [...group.children].map((panel, place) => {
    const title = panel.firstElementChild;
    const button = document.createElement("button");
    button.type = "button";
    button.id = title.id;
    if (title.dataset.platform) button.dataset.platform = title.dataset.platform;
    button.textContent = title.textContent;
    button.setAttribute("role", "tab");
    title.removeAttribute("id");
    panel.id = button.id + ":panel";
    button.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    list.append(button);
    button.addEventListener("click", () => choose(button));
    button.addEventListener("keydown", (event) => {
      const forward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      const step = { ArrowLeft: -1, ArrowRight: -1, [forward]: 1 }[event.key];
      const next = { Home: 0, End: tabs.length - 1 }[event.key]
        ?? (step && (place + step + tabs.length) % tabs.length);
      if (next === undefined) return;
      event.preventDefault();
      tabs[next].button.click();
      tabs[next].button.focus();
    });
    panel.addEventListener("beforematch", () => show(panel));
    return { button, panel };
  });
  group.prepend(list);
  function show(wanted) {
    for (const { button, panel } of tabs) {
      const isShown = panel === wanted;
      button.setAttribute("aria-selected", isShown);
      button.tabIndex = panel.tabIndex = isShown ? 0 : -1;
      panel.hidden = isShown ? false : "until-found";
    }
  }
  const find = (choice) => tabs.find(({ button }) => choiceOf(button) === choice)?.panel;
  show(keptPlatforms().map(find).find(Boolean) || tabs[0].panel);
  return { find, show, owns: (panel) => panel.parentElement === group };
}

const tabGroups = [...document.querySelectorAll("[data-tabs]")].map(makeTabs);

function addTabs(area) {
  for (const group of area.querySelectorAll("[data-tabs]")) tabGroups.push(makeTabs(group));
}

function choose(button) {
  const choice = choiceOf(button);
  const top = button.getBoundingClientRect().top;
  for (const { find, show } of tabGroups) if (find(choice)) show(find(choice));
  // What stands above may have become longer or shorter.
  scrollBy(0, button.getBoundingClientRect().top - top);
  if (!button.dataset.platform) return;
  const platforms = [choice, ...keptPlatforms().filter((other) => other !== choice)];
  keep(storeName, platforms);
}

// An address leads to what it names even if that is folded away.

function openTarget() {
  let target;
  try {
    target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return;
  }
  if (target?.matches("[role=tab]")) target.click();
  let isHidden = false;
  for (let part = target; part; part = part.parentElement) {
    if (part.matches("details:not([open])")) {
      part.open = isHidden = true;
    } else if (part.matches("[role=tabpanel][hidden]")) {
      isHidden = true;
      for (const { show, owns } of tabGroups) if (owns(part)) show(part);
    }
  }
  if (isHidden) target.scrollIntoView();
}
addEventListener("hashchange", openTarget);
openTarget();

// The page that was not found speaks every language; the reader's own comes first.

const entries = [...document.querySelectorAll("[data-home]")];
const own = entries.find((entry) =>
  location.pathname.startsWith(new URL(".", new URL(entry.dataset.home, location.href)).pathname));
if (own) own.parentElement.querySelector("h1").after(own);

window.kbgenSite = { addTabs, addTextButtons, keep, kept, report };
