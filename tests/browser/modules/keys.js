/** Keys of the administration, and addresses made of titles. */
import { all, check, find, happen, press, same, show } from "./checking.js";

show(`<meta name="login-key" content="aa"><a>Verweis</a><div id="content-main"><form method="post"><input name="title"><input type="submit" name="_save"><input type="submit" name="_keep"></form></div>
  <input id="search" data-search-field value="Halle"><p data-search-key hidden><input type="checkbox"></p><div role="textbox" tabindex="0" id="box"></div>`);
const page = document.createDocumentFragment();
const [save, search, choice] = [find("[name=_keep]"), find("#search"), find("[data-search-key]")];
window.URLify = (...parts) => parts.join("|");
await import("/static/js/admin/save-key.js");
await import("/static/js/admin/search-key.js");
await import("/static/js/admin/slugs.js");
page.append(...document.body.childNodes);

check("addresses spell umlauts out", () => same(window.URLify("Größe Äpfel Übung", 50), "groesse aepfel uebung|50"));

check("Ctrl+S and Cmd+S press the button that saves without asking anybody, once, and no other key does", () => {
  document.body.append(page);
  let sent = [];
  find("form").requestSubmit = (button) => sent.push(button.name);
  const key = (options, name = "s") => [press(find("[name=title]"), name, options), sent.splice(0).length];
  same([save.getAttribute("aria-keyshortcuts"), key({ ctrlKey: true }), key({ metaKey: true }), key({ ctrlKey: true }, "S")], ["Control+S Meta+S", [true, 1], [true, 1], [true, 1]]);
  same([key({}), key({ ctrlKey: true, metaKey: true }), key({ ctrlKey: true, altKey: true }), key({ ctrlKey: true, shiftKey: true }), key({ ctrlKey: true }, "a"), key({ ctrlKey: true }, "")], Array(6).fill([false, 0]));
  same(key({ ctrlKey: true, repeat: true }), [true, 0]);
  find("form").insertAdjacentHTML("beforeend", '<div class="calendarbox"></div>');
  find(".calendarbox").style.display = "none";
  same(key({ ctrlKey: true }), [true, 1]);
  find(".calendarbox").style.display = "block";
  same(key({ ctrlKey: true }), [true, 0]);
  find(".calendarbox").remove();
  find("form").insertAdjacentHTML("beforeend", "<dialog open></dialog>");
  same(key({ ctrlKey: true }), [true, 0]);
  find("dialog").remove();
  let heardElsewhere = 0;
  find("[name=title]").addEventListener("keydown", () => (heardElsewhere += 1), { once: true });
  press(find("[name=title]"), "s", { ctrlKey: true });
  same(heardElsewhere, 0);
  press(save, "s", { ctrlKey: true });
  same(sent.splice(0), ["_keep", "_keep"]);
  page.append(...document.body.childNodes);
});

check("where there is no such button, the one that saves and stays in the form goes before the usual one", async () => {
  show('<div id="content-main"><form method="post"><input name="text"><input type="submit" name="_save"><input type="submit" name="_continue"></form></div>');
  find("form").requestSubmit = () => {};
  await import("/static/js/admin/save-key.js?stays");
  const sent = [];
  find("form").requestSubmit = ({ name }) => sent.push(name);
  same([press(find("[name=text]"), "s", { ctrlKey: true }), sent], [true, ["_continue"]]);
});

check("where nothing is saved without asking the form's usual button is pressed, never that of the search", async () => {
  show('<form method="get" id="content-main"><input type="submit" name="_save" id="search"></form><div id="content-main"><form method="post"><input name="text"><input type="submit" name="_save" id="save"></form></div>');
  save.form.requestSubmit = () => {};
  await import("/static/js/admin/save-key.js?once-more");
  const sent = [];
  for (const form of all("form")) form.requestSubmit = ({ id }) => sent.push(id);
  same([press(find("[name=text]"), "s", { ctrlKey: true }), sent], [true, ["save"]]);
  find("form").insertAdjacentHTML("beforeend", '<span class="select2-container--open"></span>');
  same([press(find("[name=text]"), "s", { ctrlKey: true }), sent.length], [true, 1]);
});

check("the key / leads to the search, unless somebody types or has switched it off", () => {
  document.body.append(page);
  const leads = (target, options, key = "/") => {
    find("a").tabIndex = 0;
    find("a").focus();
    return [press(target, key, options), document.activeElement === search];
  };
  same([choice.hidden, choice.firstChild.checked, search.getAttribute("aria-keyshortcuts")], [false, true, "/"]);
  same([leads(find("a")), search.selectionEnd - search.selectionStart], [[true, true], 5]);
  const typed = ["<textarea></textarea>", "<select></select>", '<b role="combobox"></b>', '<b contenteditable="true"></b>'].map((html) => {
    document.body.insertAdjacentHTML("beforeend", html);
    return document.body.lastElementChild;
  });
  same([leads(find("[name=title]")), leads(find("#box")), ...typed.map((one) => leads(one)), leads(find("a"), { ctrlKey: true }), leads(find("a"), { metaKey: true }), leads(find("a"), { altKey: true }), leads(find("a"), {}, "?")], Array(10).fill([false, false]));
  typed.forEach((one) => one.remove());
  find("a").addEventListener("keydown", (event) => event.preventDefault(), { once: true });
  same(leads(find("a")), [true, false]);
  choice.firstChild.click();
  same([localStorage.getItem("admin-search-key"), search.hasAttribute("aria-keyshortcuts"), leads(find("a"))], ["off", false, [false, false]]);
  choice.firstChild.click();
  same([localStorage.getItem("admin-search-key"), search.getAttribute("aria-keyshortcuts"), leads(find("a"))], ["on", "/", [true, true]]);
  page.append(...document.body.childNodes);
  same(all("a").length, 0);
});
