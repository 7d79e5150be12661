// The picture of a number on the score card: a person who holds up the wheel, and as many hands
// that help as the number says. Where four help, the person's own arms rest.

const SVG = "http://www.w3.org/2000/svg";
const FIGURE = "#C9CDD3";
const INK = "#20242B";
const HELP = "#F8BC82";
const [X, Y, RADIUS] = [60, 46, 36];
const HELPERS = [[1, 1.36, 70], [-1, 1.36, 70], [1, 2.3, 8], [-1, 2.3, 8]]; // side, from below, the arm's height at the edge

/**
 * @param {number} hands that help, 0 to 4
 * @param {any[]} themes
 * @returns {SVGElement}
 */
export function helpPicture(hands, themes) {
  const own = hands < 4 ? [[-1, 0.85], [1, 0.85]] : [];
  return svg("svg", { viewBox: "0 0 120 150", "aria-hidden": "true" },
    line("M40 147 H80", INK, 2),
    ...own.map(([side]) => line(`M${X + side * 14} 112 C${X + side * 30} 106 ${X + side * 36} 92 ${rim(side, 0.85).join(" ")}`, FIGURE, 9)),
    ...(own.length ? [] : [-1, 1].map((side) => line(`M${X + side * 15} 112 C${X + side * 21} 120 ${X + side * 22} 130 ${X + side * 20} 138`, FIGURE, 9))),
    svg("circle", { cx: X, cy: 95, r: 10, fill: FIGURE }),
    svg("path", { d: `M${X - 17} 110 Q${X} 104 ${X + 17} 110 Q${X + 20} 130 ${X + 15} 146 H${X - 15} Q${X - 20} 130 ${X - 17} 110 Z`, fill: FIGURE }),
    ...themes.map((theme, at) => segment(theme, at, themes.length)),
    svg("circle", { cx: X, cy: Y, r: 7, fill: "#fff", stroke: INK, "stroke-width": 1 }),
    ...own.map(([side, angle]) => hand(...rim(side, angle), 6, FIGURE)),
    ...HELPERS.slice(0, hands).flatMap(([side, angle, height]) => {
      const [x, y] = rim(side, angle);
      const edge = side > 0 ? 124 : -4;
      return [line(`M${edge} ${height} Q${X + side * 52} ${height} ${x} ${y}`, HELP, 7), hand(x, y, 7.5, HELP)];
    }));
}

function rim(side, angle) {
  return [X + side * RADIUS * Math.sin(angle), Y + RADIUS * Math.cos(angle)].map((number) => Number(number.toFixed(1)));
}

function segment(theme, at, count) {
  const point = (part) => {
    const turn = (2 * Math.PI * part) / count;
    return [X + RADIUS * Math.sin(turn), Y - RADIUS * Math.cos(turn)].map((number) => number.toFixed(1)).join(" ");
  };
  const shape = svg("path", { d: `M${X} ${Y} L${point(at)} A${RADIUS} ${RADIUS} 0 0 1 ${point(at + 1)} Z`, stroke: INK, "stroke-width": 1 });
  shape.style.fill = theme.color;
  return shape;
}

function hand(x, y, r, fill) {
  return svg("circle", { cx: x, cy: y, r, fill, stroke: "#fff", "stroke-width": 1.5 });
}

function line(d, stroke, width) {
  return svg("path", { d, fill: "none", stroke, "stroke-width": width, "stroke-linecap": "round" });
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
