/**
 * The list over the map on narrow screens: a sheet with three rests, head only, half and full (components/list-sheet.css).
 * It is dragged by its head, and the button does the same; says `sheet:dropped` on the document when a drag has ended.
 * Head and full stand in the address behind "#" (show=map, show=list), so that they come back. Without script, and in
 * low windows, map and list stand below each other.
 */
import { readHash, writeHash } from "../lib/map-hash.js";

const RESTS = ["head", "half", "full"];
const NEXT = { head: "half", half: "full", full: "head" };
const SHOWN = { head: "map", full: "list" };
const EDGE = 1; // px: the line along the sheet's upper edge
const STILL = 6; // px: a finger that moves less has tapped
const PAUSE = 100; // milliseconds: a finger that rested has no direction any more
const FLICK = 0.4; // px per millisecond: faster, and the direction counts alone

class ListSheet extends HTMLElement {
  connectedCallback() {
    this.view = this.closest("[data-rest]");
    this.button = this.querySelector(".list-sheet__button");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.choose(NEXT[this.rest]));
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.addEventListener("pointerdown", (event) => this.grab(event), { signal });
    this.addEventListener("toggle", (event) => event.target.open && this.atLeast("half"), { signal, capture: true });
    this.addEventListener("focusin", (event) => this.show(event.target), { signal });
    document.addEventListener("spaces:filtered", () => this.measure(), { signal });
    for (const link of document.querySelectorAll("a.skip-link")) {
      link.addEventListener("click", (event) => this.skip(event, document.querySelector(link.hash)), { signal });
    }
    addEventListener("resize", () => this.measure(), { signal });
    const shown = readHash().get("show");
    this.settle(RESTS.find((rest) => SHOWN[rest] === shown) ?? "half");
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  get rest() {
    return this.view.dataset.rest;
  }

  /** Not beside the map, and not where the two stand below each other. */
  get isSheet() {
    return getComputedStyle(this.button).display !== "none";
  }

  get isDragged() {
    return "dragged" in this.view.dataset;
  }

  get head() {
    return this.querySelector(".results-bar");
  }

  choose(rest) {
    writeHash({ show: SHOWN[rest] });
    this.settle(rest);
  }

  settle(rest) {
    this.view.dataset.rest = rest;
    this.measure();
    const name = this.dataset[`to${NEXT[rest][0].toUpperCase()}${NEXT[rest].slice(1)}`];
    this.button.setAttribute("aria-label", name);
    this.button.title = name;
  }

  atLeast(rest) {
    if (this.isSheet && RESTS.indexOf(this.rest) < RESTS.indexOf(rest)) this.choose(rest);
  }

  /** A plain link to an anchor would take the place of the map's state behind "#". The whole list hides the map. */
  skip(event, target) {
    event.preventDefault();
    if (this.isSheet && this.rest === "full" && target.closest(".map-view__map")) this.choose("half");
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  }

  /** The head needs more than one line where there is little room; of the full sheet it holds more. */
  measure() {
    if (this.rest !== "full") this.view.style.setProperty("--sheet-head", `${this.head.offsetHeight + EDGE}px`);
  }

  /** What has the focus must not stand below the window's edge. */
  show(target) {
    if (target !== this.button && !this.head.contains(target)) this.atLeast("half");
  }

  grab(event) {
    const isHandle = event.target.closest("[data-grip], .results-bar") && !event.target.closest("a, button, select, summary");
    if (!isHandle || event.button || !this.isSheet) return;
    const from = { y: event.clientY, height: this.offsetHeight };
    let last = { y: event.clientY, at: event.timeStamp, speed: 0 };
    const isOurs = (now) => now.pointerId === event.pointerId;
    const ending = new AbortController();
    const { signal } = ending;
    const follow = (now) => {
      const moved = from.y - now.clientY;
      if (!isOurs(now) || (!this.isDragged && Math.abs(moved) < STILL)) return;
      this.view.dataset.dragged = "";
      this.view.style.setProperty("--sheet", `${from.height + moved}px`);
      const time = now.timeStamp - last.at;
      if (time) last = { y: now.clientY, at: now.timeStamp, speed: (last.y - now.clientY) / time };
    };
    const release = (now) => {
      if (!isOurs(now)) return;
      ending.abort();
      if (!this.isDragged) return;
      const hasPaused = now.timeStamp - last.at > PAUSE;
      const rest = this.nearest(this.offsetHeight, hasPaused ? 0 : last.speed);
      delete this.view.dataset.dragged;
      this.view.style.removeProperty("--sheet");
      this.choose(rest);
      document.dispatchEvent(new CustomEvent("sheet:dropped"));
    };
    addEventListener("dragstart", (drag) => drag.preventDefault(), { signal }); // of a link under the mouse
    addEventListener("pointermove", follow, { signal });
    addEventListener("pointerup", release, { signal });
    addEventListener("pointercancel", release, { signal });
  }

  /** The rest for a height in px, reached at `speed` (px per millisecond, upward). */
  nearest(height, speed) {
    const heights = RESTS.map((rest) => this.heightOf(rest));
    const above = heights.findIndex((its) => its >= height);
    const up = above < 0 ? RESTS.length - 1 : above;
    const down = Math.max(0, heights[up] === height ? up : up - 1);
    if (Math.abs(speed) > FLICK) return RESTS[speed > 0 ? up : down];
    return RESTS[heights[up] - height < height - heights[down] ? up : down];
  }

  heightOf(rest) {
    if (rest === "full") return this.view.getBoundingClientRect().bottom - this.view.querySelector(".map-view__map").getBoundingClientRect().top;
    return parseFloat(getComputedStyle(this.view).getPropertyValue(`--sheet-${rest}`));
  }
}

customElements.define("list-sheet", ListSheet);
