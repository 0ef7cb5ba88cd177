/**
 * Which layers of other hosts somebody chose, by their id. The choice stays on the device (localStorage); of people
 * logged in it is kept with their account as well, which goes before what the device says.
 */
const STORAGE_KEY = "map-layers";

let asked = null; // the account is asked once a page

/** The ids this device knows of. */
export function chosen() {
  try {
    return new Set((localStorage.getItem(STORAGE_KEY) ?? "").split("\n").filter(Boolean));
  } catch {
    return new Set(); // a browser may forbid storage; then a choice holds for this page
  }
}

/**
 * Chooses layers, or gives them up.
 *
 * @param {string[]} ids      those that are decided about
 * @param {string[]} on       those of them that are chosen
 * @param {string} [account]  the address where the account's choice is kept
 */
export async function choose(ids, on, account) {
  const all = [...chosen()].filter((id) => !ids.includes(id)).concat(on);
  keepHere(all);
  if (!account) return;
  const answer = await (asked ??= ask(account));
  if (!answer) return;
  const body = JSON.stringify(all);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": answer.token };
  await fetch(account, { method: "POST", body, headers }).catch(() => null); // this device knows it all the same
}

/** The account's ids, kept here too; null where nobody is logged in, nothing was chosen yet, or nothing answers. */
export async function chosenByAccount(account) {
  if (!account) return null;
  const answer = await (asked ??= ask(account));
  if (!answer?.layers) return null;
  keepHere(answer.layers);
  return new Set(answer.layers);
}

async function ask(account) {
  try {
    const response = await fetch(account);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function keepHere(ids) {
  try {
    if (ids.length) localStorage.setItem(STORAGE_KEY, ids.join("\n"));
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // nothing to do
  }
}
