/**
 * <photo-upload>: sends many picture files one after the other, and puts each into a row of the photos below. What is
 * wrong with a file is said beside its name; one that was lost on the way can be sent again by itself. The alternative
 * text stays empty: only a person can write it.
 */
const AT_ONCE = 30;
const fill = (text, words) => text.replace(/\{(\w+)\}/g, (_whole, name) => words[name]);

/** The answer to a POST, and meanwhile the share (0 to 1) that has been sent. */
function send(address, data, token, tell) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", ({ loaded, total }) => tell(total ? loaded / total : 0));
    request.addEventListener("load", () => resolve(request.responseText));
    request.addEventListener("error", reject);
    request.send(data);
  });
}

class PhotoUpload extends HTMLElement {
  connectedCallback() {
    this.group = this.parentElement.querySelector(".inline-group");
    if (this.panel || !this.group) return;
    this.panel = this.querySelector("template").content.firstElementChild.cloneNode(true);
    this.group.querySelector(".inline-heading").after(this.panel);
    this.files = this.panel.querySelector('input[type="file"]');
    this.bar = this.panel.querySelector("progress");
    this.status = this.panel.querySelector("[role=status]");
    this.list = this.panel.querySelector("ul");
    this.files.addEventListener("change", () => this.start([...this.files.files]));
    this.panel.addEventListener("dragover", (event) => event.preventDefault());
    this.panel.addEventListener("drop", (event) => {
      event.preventDefault();
      this.start([...event.dataTransfer.files]);
    });
    // Return in one of these fields would save the whole form.
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input:not([type=file])")) event.preventDefault();
    });
    // The empty row is for those without script.
    const row = this.emptyRow();
    if (!row) return;
    row.hidden = true;
    this.group.addEventListener("click", (event) => this.show(event, row), { capture: true });
    row.addEventListener("change", () => (row.hidden = false));
  }

  /** The link below the rows shows the one that is there before Django adds another. */
  show(event, row) {
    if (!row.hidden || !event.target.closest(".add-row a")) return;
    event.preventDefault();
    event.stopPropagation();
    row.hidden = false;
    row.querySelector("input:not([type=hidden])").focus();
  }

  get about() {
    return [...this.panel.querySelectorAll("[data-field]")];
  }

  async start(files) {
    if (this.files.disabled || !files.length) return;
    this.status.textContent = files.length > AT_ONCE ? this.dataset.tooMany : "";
    if (files.length > AT_ONCE) {
      this.files.value = ""; // so that the same choice counts as a new one
      return;
    }
    this.files.disabled = true;
    this.bar.hidden = false;
    this.bar.max = files.length;
    this.bar.value = 0;
    const lines = files.map((file) => this.line(file));
    this.list.replaceChildren(...lines.map(({ item }) => item));
    this.round = { good: 0, count: files.length };
    for (const [index, file] of files.entries()) {
      await this.sendOne(file, lines[index].state, (share) => (this.bar.value = index + share));
      this.bar.value = index + 1;
    }
    this.sayHowMany();
    this.bar.hidden = true;
    this.files.disabled = false;
    this.files.value = "";
  }

  sayHowMany() {
    this.status.textContent = fill(this.dataset.done, this.round);
  }

  line(file) {
    const item = document.createElement("li");
    const state = document.createElement("span");
    state.textContent = this.dataset.waiting;
    item.append(`${file.name}: `, state);
    return { item, state };
  }

  async sendOne(file, state, tell) {
    state.className = "";
    state.textContent = this.dataset.sending;
    const data = new FormData();
    data.append("upload", file);
    for (const field of this.about) data.append(field.dataset.field, field.value);
    const token = this.closest("form").querySelector('[name="csrfmiddlewaretoken"]').value;
    const answer = await send(this.dataset.address, data, token, tell).catch(() => "");
    const page = new DOMParser().parseFromString(answer, "text/html");
    const found = page.querySelector("[data-picture]");
    if (found) {
      const row = this.place(found.dataset);
      this.tellNext(row, found.textContent.trim(), state);
      const lookalike = page.querySelector("[data-lookalike]");
      if (lookalike) this.offer(lookalike, row, state);
      this.round.good += 1;
      return;
    }
    const errors = [...page.querySelectorAll("ul.errorlist li")].map((error) => error.textContent);
    state.className = "photo-upload__error";
    const sentence = page.body.childElementCount === 0 ? page.body.textContent : ""; // from a busy server
    state.textContent = errors.join(" ") || sentence || this.dataset.lost;
    if (!errors.length) this.offerAgain(file, state);
  }

  /** What was not refused but lost: a button sends this file alone, when the others are through. */
  offerAgain(file, state) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.dataset.again;
    button.setAttribute("aria-label", `${this.dataset.again}: ${file.name}`);
    button.addEventListener("click", async () => {
      if (this.files.disabled) return;
      this.files.disabled = true;
      await this.sendOne(file, state, () => {});
      this.files.disabled = false;
      this.sayHowMany();
      state.querySelector("a, button")?.focus();
    });
    state.append(" ", button);
  }

  tellNext(row, words, state) {
    const link = document.createElement("a");
    link.href = `#${row.querySelector('[name$="-alt_de"]').id}`;
    link.textContent = this.dataset.describe;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      row.querySelector('[name$="-alt_de"]').focus();
    });
    state.replaceChildren(words, words ? " " : "", link);
  }

  /** Says which picture looks the same, shows it, and puts it into the row on demand. */
  offer(lookalike, row, state) {
    const hint = document.createElement("span");
    hint.className = "photo-upload__lookalike";
    const image = new Image(72, 48);
    image.className = "admin-thumbnail";
    image.alt = "";
    image.src = lookalike.dataset.address;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.dataset.takeKnown;
    button.addEventListener("click", () => {
      this.fill(row, lookalike.dataset);
      hint.replaceChildren(image, this.dataset.takenKnown);
      state.querySelector("a").focus();
    });
    hint.append(image, lookalike.textContent.trim(), button);
    state.append(hint);
  }

  /** Put a stored picture into the first row that is empty, or into a new one. */
  place(picture) {
    const row = this.emptyRow() ?? this.newRow();
    row.hidden = false;
    this.fill(row, picture);
    return row;
  }

  fill(row, picture) {
    const field = (name) => row.querySelector(`[name$="-${name}"]`);
    field("picture").append(new Option(picture.name, picture.picture, true, true));
    field("picture").dispatchEvent(new Event("change", { bubbles: true }));
    for (const name of ["credit", "licence", "rights_until", "focal_x", "focal_y"]) field(name).value = picture[name];
    field("stored_upload").value = picture.picture;
    row.querySelector("admin-focal-point").show(picture.address);
  }

  emptyRow() {
    const rows = [...this.group.querySelectorAll(".inline-related:not(.empty-form, .has_original)")];
    const names = ["picture", "upload", "credit", "alt_de", "caption_de"];
    return rows.find((row) => names.every((name) => !row.querySelector(`[name$="-${name}"]`)?.value));
  }

  newRow() {
    this.group.querySelector(".add-row a").click();
    return [...this.group.querySelectorAll(".inline-related:not(.empty-form)")].at(-1);
  }
}

customElements.define("photo-upload", PhotoUpload);
