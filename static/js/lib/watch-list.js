/**
 * The visitor's watch list, kept on their own device (localStorage): numbers of objects in their order, and
 * a note on each. The document says `watch-list:changed` after every change.
 */

const KEY = "watch-list";
export const CHANGED = "watch-list:changed";
export const MOST = 50;

/** Whether the browser lets this site read its storage; writing may still fail when that is full. */
export function isStorable() {
  try {
    localStorage.getItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/** The numbers watched, in the visitor's order. */
export function watched() {
  return stored().numbers;
}

/** Keep exactly these numbers, and the notes on them. False: the device did not take it, and nothing has changed. */
export function keep(numbers) {
  const { notes } = stored();
  const kept = [...new Set(numbers)].slice(0, MOST);
  return store({ numbers: kept, notes: Object.fromEntries(kept.filter((n) => notes[n]).map((n) => [n, notes[n]])) });
}

export function noteOn(number) {
  return stored().notes[number] ?? "";
}

/** False as for `keep`. */
export function keepNote(number, text) {
  const { numbers, notes } = stored();
  return store({ numbers, notes: { ...notes, [number]: text } });
}

/** The address of a list: the page at `path` shows these objects to everybody who opens it. */
export function addressOf(path, numbers) {
  return numbers.length ? `${path}?ids=${numbers.join(",")}` : path;
}

/** Calls `listener` after changes here, in another tab, and when the Back button brings an old page back. */
export function onChange(listener, signal) {
  document.addEventListener(CHANGED, listener, { signal });
  addEventListener("storage", (event) => (event.key === KEY || event.key === null) && listener(event), { signal });
  addEventListener("pageshow", (event) => event.persisted && listener(event), { signal });
}

/* What lies in the storage may be of another version, or somebody's play: only numbers and texts are taken. */
function stored() {
  try {
    const { numbers, notes } = JSON.parse(localStorage.getItem(KEY)) ?? {};
    const isNote = ([, text]) => typeof text === "string";
    return {
      numbers: Array.isArray(numbers) ? [...new Set(numbers.filter(Number.isSafeInteger))].slice(0, MOST) : [],
      notes: Object.fromEntries(Object.entries(notes ?? {}).filter(isNote)),
    };
  } catch {
    return { numbers: [], notes: {} };
  }
}

function store(list) {
  try {
    if (list.numbers.length) localStorage.setItem(KEY, JSON.stringify(list));
    else localStorage.removeItem(KEY);
  } catch {
    return false;
  }
  document.dispatchEvent(new CustomEvent(CHANGED));
  return true;
}
