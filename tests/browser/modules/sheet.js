/** The list over the map on narrow screens: where it comes to rest, how it is dragged, and what brings it up. */
import { all, check, find, happen, heard, same, show } from "./checking.js";
import "/static/js/elements/list-sheet.js";

const [HEAD, HALF, FULL] = [72, 340, 688]; // px
const PAGE = `<a class="skip-link" href="#map">Karte</a><a class="skip-link" href="#list">Liste</a><div data-rest="half" id="view"><div class="map-view__map"><p id="map" tabindex="-1"></p></div>
  <list-sheet id="list" tabindex="-1"><i data-grip></i><button class="list-sheet__button" hidden></button><div class="results-bar"><b>3 Flächen</b><a href="#">Dateien</a></div>
  <p><a id="card" href="#">Halle</a></p><details><summary>Sortieren</summary></details></list-sheet></div>`;

/** The sheet as a narrow screen has it; the style sheet, which knows the width, is left out. */
function aSheet(rest = "half") {
  show(PAGE);
  const [view, sheet] = [find("#view"), find("list-sheet")];
  view.style.cssText = `position: fixed; inset: 0 0 auto; height: ${FULL}px; --sheet-half: ${HALF}px`;
  sheet.style.cssText = "display: block; position: absolute; block-size: var(--sheet, 340px)";
  find(".results-bar").style.cssText = `display: block; box-sizing: border-box; height: ${HEAD - 1}px; padding: 0`;
  find(".list-sheet__button").style.display = "block";
  sheet.measure();
  if (rest !== "half") sheet.choose(rest);
  return { view, sheet, rest: () => [view.dataset.rest, location.hash] };
}

/** What a pointer does at a height and a moment. */
function point(target, kind, clientY, at, options) {
  const event = new PointerEvent(kind, { bubbles: true, cancelable: true, pointerId: 1, clientY, ...options });
  Object.defineProperty(event, "timeStamp", { value: at });
  target.dispatchEvent(event);
}

/** A drag from 500 px by `up` px within 10 ms, lifted at `at` ms. */
function drag(target, up, at, options) {
  point(target, "pointerdown", 500, 0, options);
  point(target, "pointermove", 500 - up, 10);
  const isDragged = "dragged" in find("#view").dataset;
  point(target, "pointerup", 500 - up, at);
  return isDragged;
}

check("the sheet comes to rest at the nearest of three heights; of a flick the direction alone counts", () => {
  const { sheet } = aSheet();
  const near = (height, speed = 0) => sheet.nearest(height, speed);
  same([60, 72, 205, 207, 340, 513, 515, 688, 900].map((height) => near(height)), ["head", "head", "head", "half", "half", "half", "full", "full", "full"]);
  same([near(100, 0.41), near(300, -0.41), near(350, 0.41), near(670, -0.41), near(340, 0.41), near(340, -0.41)], ["half", "head", "full", "half", "half", "half"]);
  same([near(100, 0.39), near(300, -0.39)], ["head", "half"]);
});

check("a finger drags it by its head once it has moved six pixels; what moves less has tapped", () => {
  const { view, sheet, rest } = aSheet();
  const dropped = heard("sheet:dropped");
  same([drag(find("[data-grip]"), 5, 500), rest(), dropped.length], [false, ["half", ""], 0]);
  point(find("[data-grip]"), "pointerdown", 500, 0);
  point(document.body, "pointermove", 494, 10);
  same(["dragged" in view.dataset, sheet.offsetHeight], [true, HALF + 6]);
  point(document.body, "pointermove", 497, 20);
  same(sheet.offsetHeight, HALF + 3); // a drag that has begun follows all
  point(document.body, "pointermove", 300, 500);
  point(document.body, "pointerup", 300, 700);
  same([rest(), "dragged" in view.dataset, view.style.getPropertyValue("--sheet"), dropped.length], [["full", "#show=list"], false, "", 1]);
  point(document.body, "pointermove", 100, 800);
  same("dragged" in view.dataset, false);
  find("b").style.display = "block";
  same([drag(find("b"), -300, 500), rest()], [true, ["head", "#show=map"]]);
});

check("a finger that rested before it was lifted has no direction any more", () => {
  const { rest } = aSheet();
  drag(find("[data-grip]"), 20, 111);
  same(rest()[0], "half");
  drag(find("[data-grip]"), 20, 110);
  same(rest()[0], "full");
});

check("nothing else drags it: links and buttons in its head, what lies below, another button or finger, a wide screen", () => {
  const { view, rest } = aSheet();
  same([".results-bar a", ".list-sheet__button", "#card"].map((selector) => drag(find(selector), 300, 500)), [false, false, false]);
  same([drag(find("[data-grip]"), 300, 500, { button: 2 }), drag(find("[data-grip]"), 300, 500, { pointerId: 2 }), rest()], [false, false, ["half", ""]]);
  point(document.body, "pointerup", 500, 600, { pointerId: 2 });
  point(find("[data-grip]"), "pointerdown", 500, 0);
  point(document.body, "pointermove", 300, 10);
  point(document.body, "pointerup", 300, 500, { pointerId: 2 });
  same("dragged" in view.dataset, true);
  point(document.body, "pointercancel", 300, 500);
  same(["dragged" in view.dataset, rest()[0]], [false, "full"]);
  find(".list-sheet__button").style.display = "none";
  same(drag(find("[data-grip]"), -300, 500), false);
});

check("what gets the focus or opens below the head brings half of the list up, never less, and only where it is a sheet", () => {
  const focused = (begin, selector) => {
    const { rest } = aSheet(begin);
    happen(find(selector), "focusin");
    return rest()[0];
  };
  same([focused("head", "#card"), focused("head", ".results-bar a"), focused("head", ".list-sheet__button"), focused("full", "#card")], ["half", "head", "head", "full"]);
  const { rest } = aSheet("head");
  happen(find("details"), "toggle");
  same(rest()[0], "head");
  find("details").open = true;
  happen(find("details"), "toggle");
  same(rest()[0], "half");
  const wide = aSheet("head");
  find(".list-sheet__button").style.display = "none";
  happen(find("#card"), "focusin");
  same(wide.rest()[0], "head");
});

check("skipping to the map brings it out behind the whole list, to the list leaves it; what stands behind # stays", () => {
  const { rest } = aSheet("full");
  const skip = (at) => [happen(all(".skip-link")[at], "click", { Kind: MouseEvent }), document.activeElement.id, ...rest()];
  same([skip(1), skip(0)], [[true, "list", "full", "#show=list"], [true, "map", "half", ""]]);
  find("list-sheet").choose("head");
  same(skip(0), [true, "map", "head", "#show=map"]);
});

check("the head is as high as what it says, except in the whole list, where it says more", () => {
  const { view, sheet } = aSheet();
  const height = () => view.style.getPropertyValue("--sheet-head");
  const grow = (px, cause) => {
    find(".results-bar").style.height = `${px}px`;
    cause();
    return height();
  };
  same([height(), grow(99, () => happen(document, "spaces:filtered")), grow(119, () => happen(window, "resize"))], ["72px", "100px", "120px"]);
  sheet.choose("full");
  same(grow(199, () => happen(window, "resize")), "120px");
});
