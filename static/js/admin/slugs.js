/** Addresses spell umlauts out, as German does and as the server does: "Größe" is "groesse", not "grosse". */
const SPELT_OUT = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
const { URLify } = window;

if (URLify) {
  window.URLify = (text, ...rest) =>
    URLify(text.toLowerCase().replace(/[äöüß]/g, (letter) => SPELT_OUT[letter]), ...rest);
}
