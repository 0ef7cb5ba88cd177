/** Asks the browser for a passkey, to log in or to set one up. Stays hidden where the browser knows none.
 *
 * data-begin and data-complete are the two addresses of the ceremony; the token comes from a form of the page. A form
 * that carries what was typed is sent afterwards, with the token of the new login.
 */
class PasskeyButton extends HTMLElement {
  connectedCallback() {
    const isName = !/^[\d.]+$|:/.test(location.hostname);
    if (!isName || !window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.run());
  }

  get token() {
    return document.querySelector("input[name=csrfmiddlewaretoken]");
  }

  async run() {
    this.button.disabled = true;
    this.say("");
    try {
      this.goOn(await this.ceremony());
    } catch (error) {
      const isCancelled = error instanceof DOMException;
      this.say(isCancelled ? this.dataset.cancelled : error.detail || this.dataset.failed);
      this.button.disabled = false;
    }
  }

  async ceremony() {
    const options = await this.ask(this.dataset.begin, {});
    const isNew = "pubKeyCredParams" in options;
    const credential = isNew
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return this.ask(this.dataset.complete, credential.toJSON());
  }

  async ask(address, data) {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token.value },
      body: JSON.stringify(data),
    });
    const isJson = response.headers.get("Content-Type")?.includes("application/json");
    const answer = isJson ? await response.json() : {};
    if (!response.ok) throw Object.assign(new Error("refused"), { detail: answer.detail });
    return answer;
  }

  goOn(answer) {
    const form = document.querySelector("form:has(input[name=typed_before])");
    if (!form) {
      location.assign(answer.redirect_url);
      return;
    }
    form.querySelector("input[name=csrfmiddlewaretoken]").value = answer.csrf;
    form.submit();
  }

  say(words) {
    this.querySelector("[role=status]").textContent = words;
  }
}

customElements.define("passkey-button", PasskeyButton);
