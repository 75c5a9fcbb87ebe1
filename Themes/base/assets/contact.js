// What leads a reader to support: messages that are completed on the page, the answer to a problem that was
// chosen on the contact page, votes on articles. Comes after site.js, whose functions it uses. Nothing is
// sent but a vote, and nothing is stored but the votes and what site.js keeps.

const { addTabs, addTextButtons, keep, kept, report } = window.kbgenSite;

// Messages: a field for each placeholder. What is typed stands in the text at once, and in the links that
// open it in a mail program.

const LONGEST_LINK = 2000;
const INPUTS = {
  phone: { type: "tel", autocomplete: "tel", pattern: "[+\\uFF0B][\\p{Nd} \\(\\).\\-]{7,}" },
  date: { type: "date" },
  email: { type: "email", autocomplete: "email" },
  order: { pattern: "(?=.*\\p{Nd})[\\p{L}\\p{Nd} .#\\/_\\-]{3,}" },
};
let fieldCount = 0;

function shownValue(type, value) {
  const day = type === "date" && value ? new Date(value + "T00:00") : NaN;
  return isNaN(day) ? value : day.toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
}

function mailLink(address, subject, body) {
  const encoded = (text) => encodeURIComponent(text).replace(/%0A/g, "%0D%0A");
  const parts = [subject && "subject=" + encoded(subject), body && "body=" + encoded(body)];
  return address + "?" + parts.filter(Boolean).join("&");
}

function addMessageFields(message) {
  const text = message.querySelector(".message-text");
  const subject = message.querySelector("[data-subject]");
  const links = [...message.querySelectorAll(".message-actions a")];
  const note = message.querySelector(".message-long");
  const groups = new Map();
  for (const mark of message.querySelectorAll(".placeholder")) {
    const name = mark.dataset.field ?? mark.textContent;
    groups.set(name, [...(groups.get(name) ?? []), mark]);
  }
  function update() {
    let isAnyLong = false;
    for (const link of links) {
      const [address] = link.href.split("?");
      const whole = mailLink(address, subject?.textContent, text.textContent);
      const short = mailLink(address, subject?.textContent);
      const isLong = whole.length > LONGEST_LINK;
      isAnyLong ||= isLong;
      link.href = !isLong ? whole : short.length > LONGEST_LINK ? address : short;
    }
    if (note) note.hidden = !isAnyLong;
  }
  const fields = document.createElement("div");
  fields.className = "message-fields";
  for (const marks of groups.values()) {
    const empty = marks[0].textContent;
    const { type = "text", example } = marks[0].dataset;
    const label = document.createElement("label");
    const input = document.createElement(type === "lines" ? "textarea" : "input");
    input.id = "message-field-" + ++fieldCount;
    label.htmlFor = input.id;
    const name = empty.slice(1, -1);
    label.textContent = name;
    input.autocomplete = "off";
    Object.assign(input, INPUTS[type]);
    if (example) input.placeholder = example;
    input.addEventListener("input", () => {
      for (const mark of marks) {
        mark.textContent = shownValue(type, input.value) || empty;
        mark.classList.toggle("filled", Boolean(input.value));
      }
      update();
    });
    // What is not understood is answered by what it should look like.
    input.addEventListener("change", () => {
      const isWrong = !input.validity.valid;
      input.setAttribute("aria-invalid", isWrong);
      label.textContent = isWrong && example ? `${name} (${example})` : name;
    });
    fields.append(label, input);
  }
  if (groups.size) message.prepend(fields);
}

const addMessages = (area) => area.querySelectorAll("[data-message]").forEach(addMessageFields);
addMessages(document);

// The contact page: the answer to a problem appears below the list, and the address of the page says which
// problem, which phone and whether it is urgent.

const finder = document.querySelector("[data-finder]");
if (finder) startFinder(finder.querySelector("[data-answer]"));

function startFinder(answer) {
  const links = [...finder.querySelectorAll("a[data-problem]")];
  // What was typed into an answer is still there when the reader comes back to it.
  const answers = new Map();
  let shown = "";

  function remember(changes, how = "replaceState") {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    try {
      history[how](null, "", url.href);
    } catch {
      // A page opened from disk may not have an address of its own.
    }
  }

  // In a hurry, the channels that are for that come first.
  function addUrgency() {
    const lists = [...answer.querySelectorAll(".channel-cards")];
    if (!answer.querySelector("[data-urgent]")) return;
    const orders = lists.map((list) => [...list.children]);
    const label = document.createElement("label");
    label.className = "finder-urgent";
    const box = document.createElement("input");
    box.type = "checkbox";
    const isUrgent = (card) => card.hasAttribute("data-urgent");
    function sort() {
      lists.forEach((list, place) => {
        const cards = orders[place];
        list.replaceChildren(...(box.checked
          ? [...cards.filter(isUrgent), ...cards.filter((card) => !isUrgent(card))] : cards));
      });
    }
    box.addEventListener("change", () => {
      sort();
      remember({ urgent: box.checked ? "1" : "" });
    });
    box.checked = new URLSearchParams(location.search).get("urgent") === "1";
    label.append(box, " ", finder.dataset.urgent);
    answer.querySelector("h2").after(label);
    sort();
  }

  // The table of all channels shows those for the problem, unless the reader wants them all.
  const filter = document.querySelector("[data-filter]");
  const table = filter?.parentElement;
  let showsAll = false;

  function filterTable() {
    if (!filter) return;
    const id = answer.hidden || showsAll ? "" : shown;
    for (const part of table.querySelectorAll("[data-problems]")) {
      part.hidden = Boolean(id) && !part.dataset.problems.trim().split(" ").includes(id);
    }
    filter.replaceChildren();
    if (!id) return;
    const title = answer.querySelector("h2").firstChild.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = filter.dataset.all;
    button.addEventListener("click", () => {
      showsAll = true;
      remember({ channels: "all" });
      filterTable();
      table.querySelector("h2").focus();
    });
    filter.append(filter.dataset.filter.replace("{problem}", () => title), " ", button);
  }

  function mark(id) {
    for (const link of links) {
      if (link.dataset.problem === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  function show(id) {
    const template = [...finder.querySelectorAll("template")]
      .find(({ dataset }) => dataset.problem === id);
    if (!template) return false;
    answer.hidden = false;
    mark(id);
    if (shown === id) return true;
    if (shown) answers.set(shown, [...answer.childNodes]);
    shown = id;
    if (answers.has(id)) {
      answer.replaceChildren(...answers.get(id));
      return true;
    }
    answer.replaceChildren(template.content.cloneNode(true));
    addTabs(answer);
    addTextButtons(answer);
    addMessages(answer);
    addUrgency();
    for (const tab of answer.querySelectorAll("[role=tab]")) {
      tab.addEventListener("click", () => remember({ platform: tab.dataset.platform }));
    }
    return true;
  }

  function fromAddress() {
    const parameters = new URLSearchParams(location.search);
    showsAll = parameters.get("channels") === "all";
    const isShown = show(parameters.get("problem"));
    answer.hidden = !isShown;
    filterTable();
    if (!isShown) return mark("");
    const platform = parameters.get("platform");
    [...answer.querySelectorAll("[role=tab]")]
      .find((tab) => platform && tab.dataset.platform === platform)?.click();
  }

  finder.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-problem]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.button) return;
    const isNew = answer.hidden || shown !== link.dataset.problem;
    if (!show(link.dataset.problem)) return;
    event.preventDefault();
    if (isNew) {
      showsAll = false;
      remember({ problem: link.dataset.problem, platform: "", channels: "" }, "pushState");
      filterTable();
    }
    answer.scrollIntoView();
    answer.querySelector("h2").focus({ preventScroll: true });
  });
  addEventListener("popstate", fromAddress);
  fromAddress();
}

// Votes go to the project's own address; the form does it where scripts do not run.

const votesName = "kbgen-votes";
const votes = () => kept(votesName) ?? {};

for (const form of document.querySelectorAll("form[data-feedback]")) {
  const article = form.elements.article.value;
  const thank = () => {
    const line = document.createElement("p");
    line.className = "feedback";
    line.tabIndex = -1;
    line.textContent = form.dataset.thanks;
    form.replaceWith(line);
    return line;
  };
  if (Object.hasOwn(votes(), article)) thank();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    const vote = event.submitter?.value ?? "yes";
    body.set("vote", vote);
    const buttons = [...form.querySelectorAll("button")];
    for (const button of buttons) button.disabled = true;
    try {
      await fetch(form.action, { method: "POST", mode: "no-cors", credentials: "omit", body });
      keep(votesName, { ...votes(), [article]: vote });
      thank().focus();
    } catch {
      for (const button of buttons) button.disabled = false;
      report(form.dataset.failed);
    }
  });
}
