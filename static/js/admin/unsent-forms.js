/**
 * On every page of the administration: what could not be sent from this device is handed over, and a link leads to it;
 * after the logout everything goes.
 */
import { drop, dropAll, entriesOf, send } from "../lib/unsent-forms.js";

const login = document.querySelector('meta[name="login-key"]');
const token = document.querySelector('[name="csrfmiddlewaretoken"]')?.value;

/** An entry that the server takes, or will never take, is not kept any longer. */
async function handOver() {
  const { content: key, dataset } = login;
  const tab = document.querySelector('[name="unsaved_tab"]')?.value; // sends its own
  for (const entry of entriesOf(key).filter((one) => one.tab !== tab)) {
    const status = await send(dataset.url, token, entry);
    if (status === 204 && entry.pairs.length) tell(`${dataset.url}${entry.tab}/`);
    if (status === 204 || status === 205) drop(key, entry.tab);
  }
}

function tell(address) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = login.dataset.found;
  const line = document.createElement("p");
  line.className = "unsaved-form__found";
  line.setAttribute("role", "status");
  line.append(link);
  document.querySelector("#content")?.prepend(line);
}

if (document.querySelector('meta[name="logged-out"]')) dropAll();
if (login && token) handOver();
