/**
 * <form-topics> around the topics of a long form, each a `details` of which only the title has come. Opening one loads
 * its fields; a link to a field that is not there yet opens its topic first. What was never loaded is never sent.
 */
const $ = window.django?.jQuery;

/** What Django does for fields that are there when a page has loaded, done for those that come later. */
function revive(topic) {
  for (const group of topic.querySelectorAll(".js-inline-admin-formset")) {
    const { name, options } = JSON.parse(group.dataset.inlineFormset);
    const isTabular = group.dataset.inlineType === "tabular";
    const rows = `${name}-group ${isTabular ? ".tabular.inline-related tbody:first > tr.form-row" : ".inline-related"}`;
    $(rows)[isTabular ? "tabularFormset" : "stackedFormset"](rows, options);
  }
  $(topic).find(".admin-autocomplete").not("[name*=__prefix__]").djangoAdminSelect2();
  for (const day of topic.querySelectorAll("input.vDateField:not([name*=__prefix__])")) window.DateTimeShortcuts.addCalendar(day);
  for (const hour of topic.querySelectorAll("input.vTimeField:not([name*=__prefix__])")) window.DateTimeShortcuts.addClock(hour);
}

class FormTopics extends HTMLElement {
  connectedCallback() {
    if (!$ || this.topics) return;
    this.topics = [...this.querySelectorAll("details.topic")];
    this.status = this.querySelector(":scope > .topics__status");
    for (const topic of this.topics) {
      topic.querySelector(".topic__by-saving")?.remove();
      topic.addEventListener("toggle", () => topic.open && this.load(topic));
      if (topic.open) this.load(topic); // opened while this script was on its way
    }
    this.all = this.querySelector(".topics__all");
    this.all.hidden = false;
    this.all.addEventListener("click", () => this.topics.forEach((topic) => (topic.open = true)));
    // Before the listener that leads to fields which are there (js/admin/field-links.js).
    this.leaving = new AbortController();
    document.addEventListener("click", (event) => this.lead(event), { capture: true, signal: this.leaving.signal });
    this.openNamed();
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** The address may name a field. */
  openNamed() {
    const name = location.hash.replace(/^#(id_)?/, "");
    const topic = name && this.topicOf(name);
    if (topic) topic.open = true;
  }

  topicOf(name) {
    const start = name.split("-")[0];
    return this.topics.find((topic) => {
      const names = topic.dataset.names.split(" ");
      return names.includes(name) || names.includes(start) || topic.id === name;
    });
  }

  async lead(event) {
    const link = event.target.closest?.('a[href^="#"]');
    const id = link?.hash.slice(1);
    const topic = id && !document.getElementById(id) && this.topicOf(id.replace(/^id_/, ""));
    if (!topic || "loaded" in topic.dataset) return;
    event.preventDefault();
    event.stopPropagation();
    topic.open = true;
    if (await this.load(topic)) link.click(); // which is left alone now, even where the topic has no such field
  }

  /** Opens the topics that these fields are in, and waits for them. */
  openAll(names) {
    const topics = new Set(names.map((name) => this.topicOf(name)).filter(Boolean));
    for (const topic of topics) topic.open = true;
    return Promise.all([...topics].map((topic) => this.load(topic)));
  }

  /** Whether the fields are there. */
  load(topic) {
    if ("loaded" in topic.dataset) return true;
    topic.loading ??= this.fetch(topic).finally(() => (topic.loading = null));
    return topic.loading;
  }

  async fetch(topic) {
    this.status.textContent = `${topic.querySelector(".topic__title").textContent} ${this.dataset.loading}`;
    const address = new URL(this.dataset.part + topic.dataset.topic, location.href);
    const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
    const html = answer?.ok && !answer.redirected ? await answer.text() : "";
    const found = new DOMParser().parseFromString(html, "text/html").querySelector(".topic__body");
    if (!found) {
      this.status.textContent = this.dataset.failed;
      topic.open = false;
      return false;
    }
    topic.append(document.adoptNode(found));
    topic.dataset.loaded = "";
    revive(topic);
    this.status.textContent = "";
    this.dispatchEvent(new CustomEvent("topic:loaded", { bubbles: true, detail: { topic } }));
    return true;
  }
}

customElements.define("form-topics", FormTopics);
