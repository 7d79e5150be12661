// The theme of a goal: a wheel to click on, and a list that says the same. Both are one answer; keys
// and screen readers use the list.

import { removal } from "./person-choices.js";
import { h, icon } from "./parts.js";
import { say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const CENTRE = 200;
const RADIUS = 172;
const OUT = 13; // that a chosen segment is pulled out
const FIGURE = "#C9CDD3";

/**
 * @param {any[]} themes clockwise from the top
 * @param {{value: string | undefined, on: (key: string | null) => void}} how
 * @returns {HTMLElement}
 */
export function themeField(themes, { value, on }) {
  const choose = (key) => {
    draw(key);
    on(key);
  };
  const inputs = new Map();
  const rows = themes.map((theme) => {
    const input = h("input", { type: "radio", name: "answer", checked: theme.key === value, on: { change: () => choose(theme.key) } });
    inputs.set(theme.key, input);
    return h("label", { class: "theme" }, input, themeDisc(theme), themeWords(theme), tickMark());
  });
  const wheel = svg("svg", { viewBox: "0 -8 400 516", "aria-hidden": "true", class: "wheel" });
  const list = h("div", { class: "themes" }, rows);
  const press = (key) => {
    inputs.get(key).checked = true;
    inputs.get(key).dispatchEvent(new Event("change", { bubbles: true }));
  };
  const draw = (chosen) => wheel.replaceChildren(...drawnWheel(themes, chosen, press));
  draw(value);
  const remove = removal([list], value !== undefined, choose);
  return h("div", {}, h("div", { class: "wheelpick" }, h("div", {}, wheel), list), remove);
}

/** @returns {HTMLElement} the disc of a theme, with its colour and icon */
export function themeDisc(theme) {
  const disc = h("span", { class: "tdisc" }, icon(theme.icon));
  disc.style.setProperty("--c", theme.color);
  return disc;
}

/** The name of a theme, and in smaller words what belongs to it. */
function themeWords(theme) {
  const inside = /\((.*)\)\s*$/.exec(theme.explained)?.[1] ?? "";
  const about = inside && inside[0].toLocaleUpperCase() + inside.slice(1);
  return h("span", {}, theme.name, about && h("small", {}, about));
}

function tickMark() {
  const mark = icon("M4 12.5 L10 18.5 L20 6.5");
  mark.classList.add("yes");
  return mark;
}

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The person who holds the wheel, the segments with the chosen one on top, and the hub. */
function drawnWheel(themes, chosen, press) {
  const arms = svg("path", { d: "M88 336 C104 400 128 440 172 452 M312 336 C296 400 272 440 228 452",
    fill: "none", stroke: FIGURE, "stroke-width": 28, "stroke-linecap": "round" });
  const body = svg("path", { fill: FIGURE,
    d: "M158 440 Q200 430 242 440 Q252 474 247 500 Q246 506 240 506 H160 Q154 506 153 500 Q148 474 158 440 Z" });
  const head = svg("circle", { cx: CENTRE, cy: 402, r: 25, fill: FIGURE });
  const segments = themes.map((theme, at) => segment(theme, at, themes.length, theme.key === chosen, press));
  const at = themes.findIndex((theme) => theme.key === chosen);
  if (at >= 0) segments.push(...segments.splice(at, 1));
  const hands = [88, 312].map((x) => svg("circle", { cx: x, cy: 332, r: 17, fill: FIGURE, stroke: "#fff", "stroke-width": 2.5 }));
  return [arms, body, head, ...segments, ...hub(), ...hands];
}

function hub() {
  const circle = svg("circle", { cx: CENTRE, cy: CENTRE, r: 42, class: "hub-disc" });
  const words = say("person.hub").split("\n");
  const lines = words.map((line, at) => {
    const text = svg("text", { class: "hub", x: CENTRE, y: CENTRE + 6 + (at - (words.length - 1) / 2) * 19 });
    text.textContent = line;
    return text;
  });
  return [circle, ...lines];
}

function segment(theme, at, count, isChosen, press) {
  const turn = (part) => (2 * Math.PI * (at + part)) / count;
  const point = (part, far) => [CENTRE + far * Math.sin(turn(part)), CENTRE - far * Math.cos(turn(part))].map((x) => x.toFixed(1));
  const [start, end] = [point(0, RADIUS), point(1, RADIUS)];
  const shape = svg("path", { d: `M${CENTRE} ${CENTRE} L${start.join(" ")} A${RADIUS} ${RADIUS} 0 0 1 ${end.join(" ")} Z`, class: "seg" });
  shape.style.fill = theme.color;
  const lines = namesLines(theme.name);
  const [across, up] = [Math.sin(turn(0.5)), Math.cos(turn(0.5))];
  const isUpright = Math.abs(across) < Math.abs(up); // such parts have their room at the rim
  const x = CENTRE + across * (isUpright ? 141 : 118);
  const y = CENTRE - up * (isUpright && up > 0 ? 119 : 104) - 30 - (lines.length - 1) * 15;
  const sign = svg("g", { class: "wi", transform: `translate(${(x - 18).toFixed(1)} ${y.toFixed(1)}) scale(1.5)` }, svg("path", { d: theme.icon }));
  const parts = [shape, sign, ...names(lines, x.toFixed(1), y + 48)];
  if (isChosen) parts.push(chosenMark(...point(0.72, RADIUS)));
  const out = isChosen ? [OUT * Math.sin(turn(0.5)), -OUT * Math.cos(turn(0.5))].map((far) => far.toFixed(1)).join(" ") : "0 0";
  const group = svg("g", { class: isChosen ? "part on" : "part", transform: `translate(${out})`, "data-theme": theme.key }, ...parts);
  group.addEventListener("click", () => press(theme.key));
  return group;
}

/** A name in the wheel, in two lines if it has two words. */
function namesLines(words) {
  const space = words.indexOf(" ");
  return words.length > 12 && space > 0 ? [words.slice(0, space), words.slice(space + 1)] : [words];
}

function names(lines, x, y) {
  return lines.map((line, at) => {
    const text = svg("text", { class: "wn", x, y: (y + at * 17).toFixed(1) });
    text.textContent = line;
    return text;
  });
}

function chosenMark(x, y) {
  return svg("g", { transform: `translate(${x} ${y})` }, svg("circle", { r: 17, class: "mark" }),
    svg("path", { d: "M-7 .5 L-2 5.5 L7 -5", class: "mark-tick" }));
}
