/**
 * Unsaved forms of the administration, kept in the storage of the device (docs/adr/0065). One entry a page that shows a
 * form: {at: ms, version, sent?, files: [name], fields: {name: {is: [text], was: [text], as?: [label]}}}.
 *
 * Nothing here throws where the storage is blocked or full: then nothing is kept, and `keep` says so.
 */
const PREFIX = "kept-form:";
const PARTS = /^kept-form:([0-9a-f]+):(.+):([0-9a-f]+)$/; // login, form, page
const LONGEST_AGE = 7 * 24 * 3600 * 1000; // ms
const LONGEST_ENTRY = 1_000_000; // characters; browsers give a site some five million
const MOST_ENTRIES = 20;

export const keyOf = (login, form, page) => `${PREFIX}${login}:${form}:${page}`;

export function newPage() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The entry, or null. */
export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Blocked, so there is nothing.
  }
}

/** Whether the entry is kept. Where there is no room for it, the oldest others go. */
export function keep(key, entry) {
  const text = JSON.stringify(entry);
  if (text.length > LONGEST_ENTRY) return false;
  let others;
  const dropOldest = () => {
    others ??= all().filter((other) => other.key !== key);
    const oldest = others.pop();
    if (oldest) drop(oldest.key);
    return oldest !== undefined;
  };
  const count = keys().filter((other) => other !== key).length;
  for (let surplus = count - MOST_ENTRIES + 1; surplus > 0; surplus -= 1) dropOldest();
  for (;;) {
    try {
      localStorage.setItem(key, text);
      return true;
    } catch {
      if (!dropOldest()) return false;
    }
  }
}

/** [{key, entry}] of one form, the newest first. */
export function entriesOf(login, form) {
  return all().filter((one) => one.login === login && one.form === form);
}

/** What another login left, and what is too old, goes; `saved` are pages whose form has been saved. */
export function tidy(login, saved, now = Date.now()) {
  for (const one of all()) {
    const isOld = !(now - one.entry.at < LONGEST_AGE);
    if (isOld || (login && one.login !== login) || saved.includes(one.page)) drop(one.key);
  }
}

export function forgetAll() {
  for (const { key } of all()) drop(key);
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => PARTS.test(key));
  } catch {
    return [];
  }
}

/** Every entry, the newest first. One that cannot be read counts as the oldest. */
function all() {
  const found = keys().map((key) => {
    const [, login, form, page] = PARTS.exec(key);
    return { key, login, form, page, entry: { at: 0, ...read(key) } };
  });
  return found.sort((one, other) => other.entry.at - one.entry.at);
}
