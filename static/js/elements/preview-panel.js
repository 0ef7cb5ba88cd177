/**
 * <preview-panel> in a form of the administration: its page as it is typed, beside the form (docs/adr/0044). The button
 * `_preview` opens it where there is room; else that opens a new tab, as it does without script.
 *
 * The page comes without its scripts and in a sandbox: it is there to be read. Files are not sent, only which there are.
 */
const PAUSE = 1500; // ms without typing
const ROOM = matchMedia("(min-width: 1200px)"); // as in admin-form.css
const CHANGES = "input change formset:added formset:removed select2:select select2:unselect";
const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
/** Where the key Esc means something else. */
const OF_OTHERS = "dialog[open], .select2-container--open";

class PreviewPanel extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.button = this.form?.querySelector(".workflow-row__bar [name=_preview]");
    if (!this.button || this.page) return;
    this.page = this.querySelector("[data-page]");
    this.status = this.querySelector("[role=status]");
    this.button.addEventListener("click", (event) => this.take(event));
    this.querySelector("[data-refresh]").addEventListener("click", () => this.refresh({ speaks: true }));
    this.querySelector("[data-close]").addEventListener("click", () => this.close());
    this.querySelector("[data-tab]").addEventListener("click", () => this.openTab());
    for (const name of ["language", "width"]) this.choose(name);
    // The search fields of the administration tell jQuery alone, which hears what others hear as well.
    this.heard = () => this.wait();
    if (window.django?.jQuery) window.django.jQuery(this.form).on(CHANGES, this.heard);
    else for (const name of CHANGES.split(" ")) this.form.addEventListener(name, this.heard);
    this.keys = (event) => this.press(event);
    document.addEventListener("keydown", this.keys);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
    clearTimeout(this.clock);
  }

  get isOpen() {
    return !this.hidden && ROOM.matches;
  }

  take(event) {
    if (!ROOM.matches) return;
    event.preventDefault();
    this.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.refresh({ speaks: true });
  }

  /** The page with its scripts, such as its map, and with the files that were chosen. */
  openTab() {
    this.button.formAction = this.address;
    this.form.requestSubmit(this.button);
  }

  close() {
    const hadFocus = this.contains(document.activeElement);
    this.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    clearTimeout(this.clock);
    this.asked?.abort();
    if (hadFocus) this.button.focus();
  }

  press(event) {
    if (event.key !== "Escape" || event.defaultPrevented || this.hidden) return;
    if (document.querySelector(OF_OTHERS) || event.target.closest?.("geometry-field, .calendarbox, .clockbox")) return;
    this.close();
  }

  /** Two buttons, one of which is pressed; the attribute of the panel says which. */
  choose(name) {
    const buttons = [...this.querySelectorAll(`[data-${name}]`)];
    const set = (button) => {
      for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
      this[name] = button.dataset[name];
      this[`${name}Name`] = button.textContent.trim();
    };
    set(buttons.find((button) => button.getAttribute("aria-pressed") === "true") ?? buttons[0]);
    for (const button of buttons) {
      button.addEventListener("click", () => {
        set(button);
        this.setAttribute("shown-width", this.width);
        this.refresh({ speaks: true });
      });
    }
  }

  wait() {
    clearTimeout(this.clock);
    if (this.isOpen) this.clock = setTimeout(() => this.refresh(), PAUSE);
  }

  async refresh({ speaks = false } = {}) {
    clearTimeout(this.clock);
    this.asked?.abort();
    const { signal } = (this.asked = new AbortController());
    this.setAttribute("aria-busy", "true");
    if (speaks) this.status.textContent = "";
    try {
      const answer = await fetch(this.address, { method: "POST", body: this.data, signal });
      // After a logout the answer is the page of the login.
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      this.show(await answer.text(), signal);
    } catch {
      if (!signal.aborted) this.say(this.dataset.failed);
    }
  }

  get address() {
    const address = new URL(this.form.getAttribute("action") || location.href, location.href);
    address.searchParams.set("language", this.language);
    address.hash = "";
    return address;
  }

  get data() {
    const data = new FormData(this.form);
    const files = [...data].filter(([, value]) => value instanceof File);
    for (const [name, file] of files) {
      data.delete(name);
      if (file.name) data.append("_chosen", name);
    }
    data.set("_preview", "");
    return data;
  }

  /** The new page takes the place of the old one when it is there, scrolled as far. */
  show(text, signal) {
    const old = this.page.querySelector("iframe:not([data-comes])");
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", SANDBOX);
    frame.dataset.comes = "";
    frame.title = this.dataset.title.replace("{language}", this.languageName).replace("{width}", this.widthName);
    frame.srcdoc = withoutScripts(text);
    for (const late of this.page.querySelectorAll("[data-comes]")) late.remove();
    frame.addEventListener("load", () => {
      if (signal.aborted) return frame.remove();
      const had = old && document.activeElement === old;
      frame.contentWindow.scrollTo(0, old?.contentWindow?.scrollY ?? 0);
      frame.contentDocument.addEventListener("keydown", this.keys);
      delete frame.dataset.comes;
      old?.remove();
      if (had) frame.focus({ preventScroll: true });
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      this.say(this.dataset.current.replace("{time}", time));
    });
    this.page.append(frame);
  }

  say(words) {
    this.removeAttribute("aria-busy");
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}

function withoutScripts(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const script of page.querySelectorAll("script, link[rel=modulepreload]")) script.remove();
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

customElements.define("preview-panel", PreviewPanel);
