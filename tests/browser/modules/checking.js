/** Sentences about modules: each is tried on an empty page, with the page's own storage, address and clock put right after it. */
const sentences = [];
const { fetch, setTimeout, clearTimeout } = window;
const START = location.pathname;

export const check = (sentence, trial) => sentences.push([sentence, trial]);

/** Fails unless both say the same, as JSON. */
export function same(is, wanted) {
  const [found, expected] = [is, wanted].map((value) => JSON.stringify(value) ?? "undefined");
  if (found !== expected) throw new Error(`${found} instead of ${expected}`);
}

/** The first element of `html`, which becomes the page. */
export function show(html) {
  document.body.innerHTML = html;
  return document.body.firstElementChild;
}

export const find = (selector) => document.querySelector(selector);
export const all = (selector) => [...document.querySelectorAll(selector)];
export const texts = (selector) => all(selector).map((element) => element.textContent);

/** An event as a reader causes it; tells whether the browser's own answer was prevented. */
export function happen(target, type, { Kind = Event, ...options } = {}) {
  return !target.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true, ...options }));
}

export const press = (target, key, options) => happen(target, "keydown", { Kind: KeyboardEvent, key, ...options });

/** A field says something else: with the events that typing brings. */
export function type(field, value, ...names) {
  field.value = value;
  for (const name of names.length ? names : ["input", "change"]) happen(field, name);
}

/** What the document hears of `name`, as details. */
export function heard(name, target = document) {
  const details = [];
  target.addEventListener(name, ({ detail }) => details.push(detail));
  return details;
}

/**
 * Answers what the page asks: `answer(url, options)` gives a text, an object for JSON, a Response, or throws. The list of
 * what was asked is returned.
 */
export function answering(answer) {
  const asked = [];
  window.fetch = async (url, options = {}) => {
    asked.push({ url: String(url), ...options });
    const given = await answer(String(url), options);
    if (options.signal?.aborted) throw new DOMException("", "AbortError");
    if (given instanceof Response) return given;
    const [body, kind] = typeof given === "string" ? [given, "text/html"] : [JSON.stringify(given), "application/json"];
    return new Response(body, { headers: { "Content-Type": kind } });
  };
  return asked;
}

/** Holds the clock for what is due later: `pass(ms)` does what is due by then. */
export function heldClock() {
  let now = 0;
  let due = [];
  window.setTimeout = (task, wait = 0) => due.push({ task, at: now + wait }) && due.at(-1);
  window.clearTimeout = (timer) => (due = due.filter((one) => one !== timer));
  return {
    pass(ms) {
      now += ms;
      const ripe = due.filter(({ at }) => at <= now);
      due = due.filter(({ at }) => at > now);
      for (const { task } of ripe) task();
    },
  };
}

/** What was promised by now has been done, answers to what was asked included. */
export async function settled(rounds = 3) {
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((resolve) => setTimeout.call(window, resolve));
    await new Response("read behind all answers that came before").text();
  }
}

/** `is()` holds; what loads by itself or waits for the next picture takes as long as it takes, which is seconds on a busy machine. */
export async function until(is) {
  for (const end = performance.now() + 20_000; !is() && performance.now() < end;) await settled(1);
}

/** The next picture is drawn: sizes have been observed. */
export const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** Sentences that are not true, and how. */
export async function untrue() {
  const found = [];
  for (const [sentence, trial] of sentences) {
    try {
      await trial();
    } catch (error) {
      found.push(`${sentence}: ${error.message}`);
    }
    document.body.replaceChildren();
    localStorage.clear();
    history.replaceState(null, "", START);
    Object.assign(window, { fetch, setTimeout, clearTimeout });
  }
  return found;
}
