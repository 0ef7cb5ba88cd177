/**
 * What could not be sent of unsaved forms, in the storage of the device (docs/adr/0090). One entry a tab that shows a
 * form: {at: ms, form, continued, pairs: [[name, value]]}.
 *
 * Nothing here throws where the storage is blocked or full: then nothing is kept, and `store` returns false.
 */
const PREFIX = "unsaved-form:";
const PARTS = /^unsaved-form:([0-9a-f]+):([0-9a-f]+)$/; // login, tab
const MAX_AGE = 7 * 24 * 3600 * 1000; // ms
const MAX_ENTRIES = 20;

const keyOf = (login, tab) => `${PREFIX}${login}:${tab}`;

/** The status of the answer; 0 without one. */
export async function send(url, token, { tab, form, continued, pairs }) {
  const body = JSON.stringify({ tab, form, continued, pairs });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  // A browser lets 64 kB outlive their page.
  const keepalive = body.length < 20_000;
  const answer = await fetch(url, { method: "POST", body, headers, keepalive, redirect: "error" }).catch(() => null);
  return answer?.status ?? 0;
}

/** Whether there is room for the entry; the oldest others make place. */
export function store(login, tab, entry) {
  const text = JSON.stringify({ ...entry, at: Date.now() });
  const others = entriesOf(login).filter((other) => other.tab !== tab);
  for (const { tab: old } of others.splice(MAX_ENTRIES - 1)) drop(login, old);
  for (;;) {
    try {
      localStorage.setItem(keyOf(login, tab), text);
      return true;
    } catch {
      if (!others.length) return false;
      drop(login, others.pop().tab);
    }
  }
}

export function drop(login, tab) {
  try {
    localStorage.removeItem(keyOf(login, tab));
  } catch {
    // Blocked, so there is nothing.
  }
}

/** The entries of an account, the newest first; those of others and old ones are removed. */
export function entriesOf(login) {
  const found = [];
  for (const key of keys()) {
    const [, owner, tab] = PARTS.exec(key);
    const entry = read(key);
    if (entry && owner === login && Date.now() - entry.at < MAX_AGE) found.push({ ...entry, tab });
    else drop(owner, tab);
  }
  return found.sort((one, other) => other.at - one.at);
}

export function dropAll() {
  for (const key of keys()) localStorage.removeItem(key);
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => PARTS.test(key));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
