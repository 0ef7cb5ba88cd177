/**
 * HTML from Word, LibreOffice, Google Docs or a page, as the text editor can keep it: paragraphs, headings 2 and 3, lists,
 * quotations, links, bold, italic. The server's sanitiser stays the guard; this gives it something worth keeping.
 */
const DROPPED = "style, script, title, meta, link, xml, template, noscript, del, comment, [hidden]";
const OFFICE_COMMENTS = '[data-style*="mso-element:comment"], .MsoCommentReference, .msocomoff, a.msocomanchor';
const PICTURES = "img, picture, svg, object, v\\:shape, v\\:imagedata";
const KEPT = new Set(["P", "H2", "H3", "UL", "OL", "LI", "BLOCKQUOTE", "A", "STRONG", "EM", "BR"]);
const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, table, blockquote, pre, section, article, header, footer, hr, dl, dt, dd";
const LINK = /^(?:https?:|mailto:|tel:|\/(?!\/))/i;
const ORDERED = /^\(?(?:\d+|[a-z]|[ivxlc]+)[.)]/i;

/** Styles and handlers would be refused by the security policy, with a word in the console: they are read as data. */
const withoutEffect = (html) =>
  html
    .replace(/<(style|script|xml)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, "$1 data-$2"));

const styleOf = (node, name) =>
  new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*([^;]+)`, "i").exec(node.dataset?.style ?? "")?.[1].trim().toLowerCase();

const unwrap = (node) => node.replaceWith(...node.childNodes);

function rename(node, tag) {
  const renamed = node.ownerDocument.createElement(tag);
  renamed.append(...node.childNodes);
  node.replaceWith(renamed);
  return renamed;
}

const isBlank = (node) => !node.textContent.trim() && !node.querySelector("li");

/** Word says its lists by style only: paragraphs with “mso-list: l0 level2 lfo1”, and a mark that is to be ignored. */
function markerOf(paragraph) {
  const marker = [...paragraph.querySelectorAll("span")].find((span) => styleOf(span, "mso-list") === "ignore");
  const text = marker?.textContent.replace(/\u00a0/g, " ").trim() ?? "";
  marker?.remove();
  return text;
}

function buildWordLists(body) {
  const listed = [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")].filter((one) => /\blevel\d/.test(styleOf(one, "mso-list") ?? ""));
  let open = []; // the lists from the outermost to that of the last item
  let last = null;
  for (const paragraph of listed) {
    const marker = markerOf(paragraph);
    if (/^H\d$/.test(paragraph.tagName)) continue; // a numbered heading is a heading
    if (last === null || nextElement(last) !== paragraph) open = [];
    const level = Math.min(Number(/level(\d)/.exec(styleOf(paragraph, "mso-list"))[1]), open.length + 1);
    const kind = ORDERED.test(marker) ? "ol" : "ul";
    open.length = Math.min(open.length, level);
    if (open.length === level && open[level - 1].localName !== kind) open.length = level - 1;
    if (open.length < level) {
      const list = paragraph.ownerDocument.createElement(kind);
      const first = /^\(?(\d+)/.exec(marker)?.[1];
      if (kind === "ol" && Number(first) > 1) list.setAttribute("start", first);
      if (open.length) open.at(-1).lastElementChild.append(list);
      else paragraph.before(list);
      open.push(list);
    }
    const item = paragraph.ownerDocument.createElement("li");
    open.at(-1).append(item);
    item.append(rename(paragraph, "p"));
    [last] = open;
  }
}

/** The element that follows, over white space and comments. */
function nextElement(node) {
  let next = node.nextSibling;
  while (next && next.nodeType !== Node.ELEMENT_NODE && !(next.nodeType === Node.TEXT_NODE && next.data.trim())) next = next.nextSibling;
  return next;
}

/** Word in the browser writes a list for each item, and its level as an attribute; they become one. */
function joinWebLists(body) {
  for (const wrapper of body.querySelectorAll(".ListContainerWrapper")) unwrap(wrapper);
  for (const list of body.querySelectorAll(":is(ul, ol):has(> li[aria-level])")) {
    const before = list.previousElementSibling;
    if (!before || nextElement(before) !== list) continue;
    let target = before;
    for (let level = Number(list.firstElementChild.getAttribute("aria-level")); level > 1; level -= 1) {
      const item = target.lastElementChild;
      const inner = item?.querySelector(":scope > :is(ul, ol)");
      if (!inner) {
        if (/^[uo]l$/.test(target.localName) && item) item.append(list);
        break;
      }
      target = inner;
    }
    if (list.parentElement.localName !== "li" && target !== list && target.localName === list.localName) {
      target.append(...list.children);
      list.remove();
    }
  }
}

/** Inner lists that stand between items, as LibreOffice and Google Docs write them, belong into the item before. */
function mendLists(body) {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    if (list.previousElementSibling?.localName === "li") list.previousElementSibling.append(list);
    else unwrap(list);
  }
}

/** The title of the page is its heading 1; what is pasted begins below it. */
function fitHeadings(body) {
  for (const title of body.querySelectorAll("p.MsoTitle")) rename(title, "h1");
  const shift = body.querySelector("h1") ? 1 : 0;
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Math.min(3, Number(heading.localName[1]) + shift);
    const fitted = rename(heading, `h${level}`);
    for (const bold of fitted.querySelectorAll("strong")) unwrap(bold);
  }
}

function nameEmphasis(body) {
  for (const node of body.querySelectorAll("b, i, span, font, strong, em, a")) {
    const weight = styleOf(node, "font-weight");
    const isBold = weight ? /^(?:bold|bolder|[6-9]00)/.test(weight) : /^(?:b|strong)$/.test(node.localName);
    const slant = styleOf(node, "font-style");
    const isItalic = slant ? /^(?:italic|oblique)/.test(slant) : /^(?:i|em)$/.test(node.localName);
    for (const [is, tag] of [
      [isBold, "strong"],
      [isItalic, "em"],
    ]) {
      if (!is || !node.textContent.trim() || node.querySelector(BLOCKS)) continue;
      const emphasis = node.ownerDocument.createElement(tag);
      emphasis.append(...node.childNodes);
      node.append(emphasis);
    }
    if (node.localName !== "a") unwrap(node);
  }
}

/** Only what leads somewhere for everybody; Google's detour is left out. */
function fitLinks(body) {
  for (const link of body.querySelectorAll("a")) {
    let address = (link.getAttribute("href") ?? "").trim();
    const detour = /^https?:\/\/www\.google\.[a-z.]+\/url\?(.*)$/i.exec(address);
    if (detour) address = new URLSearchParams(detour[1]).get("q") ?? address;
    if (!LINK.test(address) || !link.textContent.trim()) unwrap(link);
    else link.setAttribute("href", address);
  }
}

/** The words of a cell in one line; what stood in lines of its own stays apart. */
function words(cell) {
  for (const block of cell.querySelectorAll(`${BLOCKS}, br`)) block.before(" ");
  return cell.textContent.replace(/[ \t\n\r\f]+/g, " ").trim();
}

/** A row a line, cells divided by a bar; a table of one cell is a frame, and what it holds a text. */
function tellTables(body) {
  let told = 0;
  for (let table = body.querySelector("table:not(:has(table))"); table; table = body.querySelector("table:not(:has(table))")) {
    const cells = table.querySelectorAll("td, th");
    if (cells.length <= 1) {
      table.replaceWith(...(cells[0]?.childNodes ?? []));
      continue;
    }
    const lines = [...table.rows].map((row) => [...row.cells].map((cell) => words(cell)));
    const text = table.ownerDocument.createElement("p");
    for (const line of lines.filter((cells) => cells.some(Boolean))) {
      if (text.childNodes.length) text.append(table.ownerDocument.createElement("br"));
      text.append(line.join(" | "));
    }
    table.replaceWith(text);
    told += 1;
  }
  return told;
}

/** Word sets several blanks where a typewriter would; one that does not break ("10 %") stays. */
function fitBlanks(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    text.data = text.data.replace(/[ \t\n\r\f\u00a0]{2,}/g, " ").replace(/[\t\n\r\f]/g, " ");
  }
}

function dropRest(body) {
  for (const node of [...body.querySelectorAll("*")].reverse()) {
    if (KEPT.has(node.tagName)) continue;
    if (node.matches(BLOCKS) && !node.querySelector(BLOCKS)) rename(node, "p");
    else unwrap(node);
  }
  for (const node of body.querySelectorAll("*")) {
    for (const { name } of [...node.attributes]) {
      const stays = (node.localName === "a" && name === "href") || (node.localName === "ol" && name === "start");
      if (!stays) node.removeAttribute(name);
    }
  }
  for (const node of body.querySelectorAll("strong, em")) if (isBlank(node)) unwrap(node);
  for (const node of body.querySelectorAll("p, h2, h3")) if (isBlank(node)) node.remove();
  if (body.querySelector(BLOCKS)) for (const node of body.querySelectorAll(":scope > br")) node.remove();
}

function dropComments(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.remove();
}

/** {html, pictures, tables}: the clean HTML, how many pictures were left out, and how many tables became lines. */
export function cleaned(html) {
  const { body } = new DOMParser().parseFromString(withoutEffect(html), "text/html");
  dropComments(body);
  for (const node of body.querySelectorAll(`${DROPPED}, ${OFFICE_COMMENTS}`)) node.remove();
  const found = body.querySelectorAll(PICTURES);
  const pictures = [...found].filter((node) => !node.parentElement.closest(PICTURES)).length;
  for (const node of found) node.remove();
  for (const node of body.querySelectorAll("br.Apple-interchange-newline, br[clear]")) node.remove();
  for (const node of body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote")) {
    const quotation = body.ownerDocument.createElement("blockquote");
    node.before(quotation);
    quotation.append(node);
  }
  buildWordLists(body);
  joinWebLists(body);
  mendLists(body);
  fitLinks(body);
  nameEmphasis(body);
  fitHeadings(body);
  const tables = tellTables(body);
  dropRest(body);
  fitBlanks(body);
  return { html: body.innerHTML, pictures, tables };
}
