/**
 * On every page of the administration: forms that are kept on this device go once they are saved, too old, or another
 * login's; after the logout all go. The server names a saved one by a cookie (editing.kept_forms).
 */
import { forgetAll, tidy } from "../lib/kept-forms.js";

const SAVED = /(?:^|; )(form_saved_([0-9a-f]+))=/g;
const login = document.querySelector('meta[name="login-key"]')?.content ?? "";

function clean() {
  const cookies = [...document.cookie.matchAll(SAVED)];
  tidy(
    login,
    cookies.map(([, , page]) => page),
  );
  for (const [, name] of cookies) document.cookie = `${name}=; path=/; max-age=0; samesite=lax`;
}

if (document.querySelector('meta[name="logged-out"]')) forgetAll();
clean();
window.addEventListener("pageshow", ({ persisted }) => persisted && clean());
