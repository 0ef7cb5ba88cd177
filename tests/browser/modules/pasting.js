/** What is left of pasted HTML. Whole documents of word processors are tried in tests/browser/test_pasting.py. */
import { check, same } from "./checking.js";
import { cleaned } from "/static/js/lib/pasted.js";

const html = (text) => cleaned(text).html;
const word = (level, mark, words, tag = "p") => `<${tag} style="mso-list:l0 level${level} lfo1"><span style="mso-list:Ignore">${mark}&nbsp; </span>${words}</${tag}>`;

check("headings begin below the title of the page, and are not bold", () => {
  same(html("<h2>Eins</h2><h5>Zwei</h5>"), "<h2>Eins</h2><h3>Zwei</h3>");
  same(html("<h1>Titel</h1><h2><b>Eins</b></h2>"), "<h2>Titel</h2><h3>Eins</h3>");
  same(html('<p class="MsoTitle">Titel</p><h1>Eins</h1>'), "<h2>Titel</h2><h2>Eins</h2>");
});

check("bold and italic are told by tag or by style, and the style has the last word", () => {
  same(html("<p><b>a</b><i>b</i><strong>c</strong><em>d</em></p>"), "<p><strong>a</strong><em>b</em><strong>c</strong><em>d</em></p>");
  const bold = (weight) => html(`<p>x<span style="font-weight:${weight}">a</span></p>`).includes("strong");
  same(["bold", "bolder", "600", "700", "900", "normal", "500"].map(bold), [true, true, true, true, true, false, false]);
  same(html('<p><b style="font-weight:normal">a</b><i style="font-style: normal">b</i><span style="color:red;font-style:oblique">c</span></p>'), "<p>ab<em>c</em></p>");
  same(html("<p>x<b> </b>y</p><b><p>z</p></b>"), "<p>x y</p><p>z</p>");
});

check("links lead somewhere for everybody, without Google's detour", () => {
  const kept = (address) => html(`<p><a href="${address}" class="x">a</a></p>`);
  for (const address of ["https://example.org/", "http://example.org/", "mailto:a@b.de", "tel:1", "/seite/"]) same(kept(address), `<p><a href="${address}">a</a></p>`);
  for (const address of ["", "javascript:x", "//example.org", "file:///c", "#_Toc1"]) same(kept(address), "<p>a</p>");
  same(kept("https://www.google.com/url?q=https://example.org/a&amp;sa=D"), '<p><a href="https://example.org/a">a</a></p>');
  same(kept("https://www.google.com/url?sa=D"), '<p><a href="https://www.google.com/url?sa=D">a</a></p>');
  same(html('<p>x<a href="/b/"> </a></p>'), "<p>x </p>");
});

check("lists of Word are lists, with their kind, level and first number", () => {
  same(html(word(1, "·", "a") + word(2, "o", "b") + word(1, "·", "c")), "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>");
  same(html(word(1, "3.", "a") + word(1, "4.", "b")), '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>');
  same(html(word(1, "1.", "a") + word(1, "·", "b")), "<ol><li><p>a</p></li></ol><ul><li><p>b</p></li></ul>");
  same(["1)", "(1)", "a.", "iv.", "B)"].map((mark) => html(word(1, mark, "a")).slice(1, 3)), Array(5).fill("ol"));
  same(["·", "-", "ab.", "1"].map((mark) => html(word(1, mark, "a")).slice(1, 3)), Array(4).fill("ul"));
  same(html(`${word(1, "1.", "a")}<p>x</p>${word(1, "1.", "b")}`), "<ol><li><p>a</p></li></ol><p>x</p><ol><li><p>b</p></li></ol>");
  same(html(word(3, "·", "a")), "<ul><li><p>a</p></li></ul>");
  same(html(word(1, "1.", "Eins", "h2")), "<h2>Eins</h2>");
  same(html(`${word(1, "·", "a")}<!-- x --> ${word(1, "·", "b")}`).match(/<ul>/g).length, 1);
});

check("lists of Word in the browser become one, by their levels", () => {
  const web = (level, words, tag = "ul") => `<div class="ListContainerWrapper"><${tag}><li aria-level="${level}"><p>${words}</p></li></${tag}></div>`;
  same(html(web(1, "a") + web(2, "b") + web(2, "c") + web(1, "d")), "<ul><li><p>a</p><ul><li><p>b</p></li><li><p>c</p></li></ul></li><li><p>d</p></li></ul>");
  same(html(web(1, "a") + web(1, "b", "ol")), "<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol>");
  same(html(`${web(1, "a")}<p>x</p>${web(1, "b")}`), "<ul><li><p>a</p></li></ul><p>x</p><ul><li><p>b</p></li></ul>");
});

check("inner lists between items belong into the item before", () => {
  same(html("<ul><li>a</li><ul><li>b</li></ul></ul>"), "<ul><li>a<ul><li>b</li></ul></li></ul>");
  same(html("<ul><ul><li>b</li></ul></ul>"), "<ul><li>b</li></ul>");
});

check("a table becomes lines, one of one cell a text", () => {
  const given = "<table><tr><th>Halle</th><th><p>Fläche</p><p>m²</p></th></tr><tr><td> </td><td></td></tr><tr><td>3</td><td>120</td></tr></table>";
  same([html(given), cleaned(given).tables, cleaned("<p>a</p>").tables], ["<p>Halle | Fläche m²<br>3 | 120</p>", 1, 0]);
  const frame = "<table><tr><td><p>Nur Text</p></td></tr></table>";
  same([html(frame), cleaned(frame).tables], ["<p>Nur Text</p>", 0]);
  same(cleaned(`<table><tr><td>${given}</td><td>b</td></tr></table>`).tables, 2);
});

check("pictures are counted once each and left out", () => {
  const { html: left, pictures } = cleaned('<p>a<picture><img src="x"></picture><img src="y"></p><svg></svg>');
  same([left, pictures], ["<p>a</p>", 3]);
});

check("comments, scripts, hidden words and what was deleted are left out", () => {
  same(html('<style>p {}</style><script>x</script><p>a<!-- b --><del>c</del><span hidden>d</span><span style="mso-element:comment">e</span><a class="msocomanchor">f</a></p><title>g</title>'), "<p>a</p>");
});

check("attributes go, empty paragraphs as well, and blanks are single", () => {
  same(html('<p class="x" style="color: red" onclick="y">a  b\n c&nbsp;&nbsp;d 10&nbsp;%</p><p> </p><h2></h2>'), "<p>a b c d 10&nbsp;%</p>");
  same(html('<ol start="3" class="x"><li value="3">a</li></ol>'), '<ol start="3"><li>a</li></ol>');
  same(html("<p>x<strong> </strong>y</p>"), "<p>x y</p>");
  same(html('<p>a<br class="Apple-interchange-newline"></p><br><p>b<br>c</p>'), "<p>a</p><p>b<br>c</p>");
});

check("other blocks become paragraphs, quotations of Word quotations", () => {
  same(html("<div>a</div><section><div>b</div></section><pre>c</pre>"), "<p>a</p><p>b</p><p>c</p>");
  same(html('<p class="MsoQuote">a</p><p class="MsoIntenseQuote">b</p>'), "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>");
});
