/**
 * Filters without loading the page again: fetches the same address with `X-Fragment: results`, swaps the results, keeps
 * the address, and says `spaces:filtered` with { search } on the document. Without script the GET form does all this.
 *
 * Hears `map:moved` with { bbox } and `map:asked` with any filters ({ polygon }, { place, radius }); "" lifts one.
 * Results carry their state as JSON: counts beside the choices, messages beside the fields, links to the other kinds and
 * views. Of a large pool they may come without counts; these are then asked for with `X-Fragment: counts`. Sections that
 * are closed come without fields, which are fetched with `X-Fragment: section` when one is opened. Until then it keeps
 * what an address says of them (`data-unfetched`) in fields that are not seen.
 */
class FilterForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    leaveOutSection();
    this.search = location.search;
    this.addEventListener("change", (event) => event.target.form === this.form && this.go(this.asked()));
    this.addEventListener("submit", (event) => {
      if (event.submitter?.name === "section") return;
      event.preventDefault();
      this.fold();
      this.go(this.asked(), { focus: true });
    });
    this.addEventListener("input", (event) => showUnit(event.target));
    this.addEventListener("click", (event) => this.follow(event));
    this.addEventListener("toggle", ({ target }) => target.open && this.complete(target), { capture: true });
    this.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && this.fold(true));
    this.foldButton?.addEventListener("click", () => this.fold(true));
    this.foldButton?.removeAttribute("hidden");
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    document.addEventListener("map:moved", (event) => this.limitTo(event.detail.bbox), { signal });
    document.addEventListener("map:asked", (event) => this.change(event.detail), { signal });
    addEventListener("popstate", () => this.comeBack(), { signal });
    document.addEventListener("focusin", ({ target }) => this.foldBehind(target), { signal });
    this.request = new AbortController();
    this.askForCounts(this.request.signal);
    for (const section of this.querySelectorAll("details[data-unfetched][open]")) this.complete(section);
  }

  disconnectedCallback() {
    this.leaving.abort();
    this.request?.abort();
  }

  get results() {
    return this.querySelector("[data-results]");
  }

  get foldButton() {
    return this.querySelector("[data-fold]");
  }

  /** What stands behind the open panel may lie under it, and must be seen when a reader goes there; the heading gets the
   * focus of itself, and leaves a fault in the panel to be seen. */
  foldBehind(focused) {
    const panel = this.foldButton?.closest("details");
    if (focused.matches("h1") && panel?.querySelector(".error:not([hidden], :empty)")) return;
    if (panel?.compareDocumentPosition(focused) === Node.DOCUMENT_POSITION_FOLLOWING) this.fold();
  }

  /** Closes the panel of all filters above the map; `back` returns the focus to what opens it. */
  fold(back = false) {
    const panel = this.foldButton?.closest("details");
    if (!panel?.open) return;
    panel.open = false;
    if (back) panel.querySelector("summary").focus();
  }

  /**
   * The query string the form asks for, without what is empty or the default; beside wishes the newest are no default.
   * A phrase that was read is not asked again.
   */
  asked() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (value.trim()) query.append(name, value.trim());
    if (query.get("ask") === query.get("phrase")) query.delete("ask");
    if (query.get("sort") === (query.has("nice") ? "relevance" : "newest")) query.delete("sort");
    return query.size ? `?${query}` : "";
  }

  /** Chips, pages and "include them": links of the results that only change the query. */
  follow(event) {
    const link = event.target.closest("a[href]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
    if (!link || !isPlain || !this.results.contains(link)) return;
    const target = new URL(link.href);
    if (target.pathname !== location.pathname || target.origin !== location.origin) return;
    event.preventDefault();
    this.go(target.search === "?" ? "" : target.search, { focus: true, fill: true });
  }

  limitTo(bbox) {
    this.form.elements.bbox.value = bbox;
    this.go(this.asked(), { replace: true });
  }

  change(filters) {
    const query = new URLSearchParams(this.asked());
    for (const [name, value] of Object.entries(filters)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    this.go(query.size ? `?${query}` : "", { fill: true });
  }

  comeBack() {
    if (location.search !== this.search) this.load(location.search, { fill: true });
  }

  async go(search, { replace = false, ...options } = {}) {
    if (search !== this.search) {
      const address = location.pathname + search + location.hash;
      history[replace ? "replaceState" : "pushState"](null, "", address);
    }
    await this.load(search, options);
  }

  async load(search, { focus = false, fill = false } = {}) {
    this.search = search;
    this.request?.abort();
    this.request = new AbortController();
    this.results.setAttribute("aria-busy", "true");
    const { signal } = this.request;
    if (fill) this.fill(new URLSearchParams(search));
    try {
      const piece = await this.fetched("results", signal);
      this.swap(piece.querySelector("[data-results]"));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.results.removeAttribute("aria-busy");
      this.say(this.dataset.failed, { isFailure: true });
      return;
    }
    if (focus) {
      const heading = this.results.querySelector("h1");
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "nearest" });
    }
    document.dispatchEvent(new CustomEvent("spaces:filtered", { detail: { search } }));
    this.askForCounts(signal);
  }

  /** Takes in the counts that the results came without, and says no word: the page is whole without them. */
  async askForCounts(signal) {
    if (!("uncounted" in this.results.dataset)) return;
    const piece = await this.fetched("counts", signal).catch(() => null);
    if (!piece || signal.aborted) return;
    this.count(piece);
    this.results.removeAttribute("data-uncounted");
    const sentences = [...this.results.querySelectorAll("[data-left-out]")];
    if (sentences.some((sentence) => sentence.contains(document.activeElement))) return;
    sentences[0]?.before(piece.querySelector("[data-sentences]").content);
    for (const sentence of sentences) sentence.remove();
  }

  /** Gives a section that is opened its fields, unless it has them. Where that fails, its button does it by a new page. */
  async complete(section) {
    if (!("unfetched" in section.dataset) || section.ariaBusy) return;
    section.ariaBusy = "true";
    let fields, search;
    do {
      search = this.search;
      const address = `${search ? `${search}&` : "?"}section=${section.dataset.section}`;
      fields = await this.fetched("section", this.leaving.signal, address).catch(() => null);
    } while (search !== this.search);
    section.ariaBusy = null;
    if (!fields) return;
    section.querySelector("[data-items]").replaceChildren(fields);
    section.removeAttribute("data-unfetched");
  }

  /** A piece of the page for the filters in force. */
  async fetched(name, signal, search = this.search) {
    const response = await fetch(location.pathname + search, { headers: { "X-Fragment": name }, signal });
    const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
    if (!isPage || response.status >= 500 || (name === "section" && !response.ok)) throw new Error(response.statusText);
    const holder = document.createElement("template");
    holder.innerHTML = await response.text();
    return holder.content;
  }

  swap(results) {
    document.title = results.dataset.title;
    this.results.replaceWith(results);
    this.count(results);
    const { sections, nice, errors, links, withheld, active } = stateOf(results);
    this.keepWishes(nice);
    for (const item of this.querySelectorAll("[data-of-kind]")) item.hidden = withheld.includes(item.dataset.ofKind);
    for (const section of this.querySelectorAll("[data-section]")) {
      const active = sections[section.dataset.section];
      section.hidden = active === undefined;
      show(section.querySelector(".count"), active);
      if (!Object.keys(errors).some((name) => awaits(section, name))) continue;
      unfold(section);
      this.complete(section);
    }
    for (const message of this.querySelectorAll(".error[id]")) {
      const name = message.id.replace("error-", "");
      const texts = errors[name] ?? [];
      message.textContent = texts.join(" ");
      message.hidden = !texts.length;
      const field = this.form.elements[name];
      if (field?.matches?.("input:not([type=hidden])")) field.toggleAttribute("aria-invalid", texts.length > 0);
      if (!texts.length) continue;
      field?.setAttribute?.("aria-invalid", "true");
      unfold(message);
    }
    for (const link of document.querySelectorAll("[data-link]")) link.href = links[link.dataset.link] ?? link.href;
    for (const badge of this.querySelectorAll("[data-active]")) show(badge, active);
    this.say(results.querySelector("[data-said]").textContent.trim());
  }

  /** Choices and numbers, histograms, tabs; no numbers as long as nobody counted. */
  count(piece) {
    const { counts, histograms, unknown, tabs } = stateOf(piece);
    for (const template of piece.querySelectorAll("template[data-of]")) this.offer(template);
    for (const choice of this.querySelectorAll("[data-choices] .check:has(.num)")) {
      const { name, value } = choice.querySelector("input");
      const count = counts ? (counts[`${name}:${value}`] ?? 0) : "";
      choice.querySelector(".num").textContent = spell(count);
      choice.classList.toggle("check--none", count === 0);
    }
    for (const item of this.querySelectorAll("[data-figure]")) this.ask(item, unknown[item.dataset.figure]);
    for (const drawing of this.querySelectorAll("[data-histogram]")) {
      const path = histograms[drawing.dataset.histogram] ?? "";
      drawing.toggleAttribute("hidden", !path);
      drawing.querySelector("path").setAttribute("d", path);
    }
    for (const count of document.querySelectorAll("[data-tab-count]")) {
      count.textContent = spell(tabs?.[count.dataset.tabCount] ?? "");
      count.hidden = !tabs;
    }
  }

  /** Choices that come with others, as municipalities with their district; never under the focus. */
  offer({ dataset, content }) {
    const list = this.querySelector(`[data-choices="${dataset.of}"]`);
    if (!list || list.contains(document.activeElement)) return;
    list.replaceChildren(...content.childNodes);
    list.closest("fieldset").hidden = !list.childElementCount;
  }

  /** Whether to take in what leaves a figure open, and how many these are: once the figure is asked for. */
  ask(item, count) {
    let choice = item.querySelector(".filter-unknown");
    if (!choice && count === undefined) return;
    if (!choice) {
      choice = this.form.querySelector("template").content.firstElementChild.cloneNode(true);
      const box = choice.querySelector("input");
      box.value = item.dataset.figure;
      box.checked = new URLSearchParams(this.search).getAll("unknown").includes(box.value);
      item.append(choice);
    }
    choice.hidden = count === undefined;
    show(choice.querySelector(".num"), count);
  }

  /** The names of the filters that are wishes, sent with the form. */
  keepWishes(names) {
    this.querySelector("[data-nice]")?.replaceChildren(...names.map((name) => unseen("nice", name)));
  }

  /** Sets the fields to what an address says, for links and the Back button. */
  fill(query) {
    this.keepWishes(query.getAll("nice"));
    for (const field of this.form.elements) {
      if (!field.name || field.name === "nice" || field.type === "submit") continue;
      const values = query.getAll(field.name === "ask" ? "phrase" : field.name);
      if (field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field.type === "radio") field.checked = (values[0] ?? "") === field.value;
      else if (field.tagName !== "SELECT") field.value = values.at(-1) ?? "";
      showUnit(field);
    }
    for (const part of this.querySelectorAll("[data-unfetched]")) {
      for (const kept of part.querySelectorAll("input")) kept.remove();
      const said = [...query].filter(([name, value]) => awaits(part, name) || awaits(part, `${name}=${value}`));
      (part.querySelector("[data-items]") ?? part).append(...said.map(([name, value]) => unseen(name, value)));
    }
  }

  /** Read out by screen readers; a failure is also shown above the results. */
  say(text, { isFailure = false } = {}) {
    document.querySelector("[data-announce]").textContent = text;
    this.querySelector(".filter-failure")?.remove();
    if (!isFailure) return;
    const note = document.createElement("p");
    note.className = "filter-failure error";
    note.textContent = text;
    this.results.prepend(note);
  }
}

/** What a piece of the page says as JSON (FilterPage.state). */
function stateOf(piece) {
  return JSON.parse(piece.querySelector("#filter-state").textContent);
}

/** Whether a part of the form stands for a field that is not there: by its name, or `unknown=` with its word. */
function awaits(part, said) {
  return Boolean(part.dataset.unfetched?.split(" ").includes(said));
}

/** The section that was asked for by its button is no part of the search. */
function leaveOutSection() {
  const query = new URLSearchParams(location.search);
  if (!query.has("section")) return;
  query.delete("section");
  history.replaceState(null, "", location.pathname + (query.size ? `?${query}` : "") + location.hash);
}

function unseen(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

/** The unit behind a field, unless one is typed: "5 ha" does not stand before "m²". */
function showUnit(field) {
  const unit = field.parentElement?.matches(".unit") && field.nextElementSibling;
  if (unit) unit.hidden = /[^\d.,\s]/.test(field.value);
}

/** "1.500" in the page's language; nothing where there is no number. */
function spell(count) {
  return count === "" ? "" : new Intl.NumberFormat(document.documentElement.lang).format(count);
}

/** A number that shows only when it is one. */
function show(badge, count) {
  badge.textContent = spell(count ?? 0);
  badge.hidden = !count;
}

/** Opens every section around a message. */
function unfold(message) {
  for (let section = message.closest("details"); section; section = section.parentElement.closest("details")) section.open = true;
}

customElements.define("filter-form", FilterForm);
