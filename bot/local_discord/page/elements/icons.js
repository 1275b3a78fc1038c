// Our own signs, drawn as lines on a 24 × 24 sheet. A sign beside a text is hidden from screen readers.

const SVG = "http://www.w3.org/2000/svg";

const LINES = {
  hash: ["M10 3.5 8 20.5", "M16.5 3.5l-2 17", "M4.5 8.8H21", "M3.5 15.5H20"],
  at: ["M15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0z", "M15.5 8.5V13a2.6 2.6 0 0 0 5.2.3A9 9 0 1 0 16.5 19.5"],
  plus: ["M12 5v14", "M5 12h14"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  menu: ["M4 6.5h16", "M4 12h16", "M4 17.5h16"],
  chevron: ["M6 9l6 6 6-6"],
  right: ["M9 6l6 6-6 6"],
  left: ["M15 6l-6 6 6 6"],
  down: ["M12 5v14", "M6 13l6 6 6-6"],
  people: ["M12.5 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0z", "M2.5 19.5c0-3.5 2.9-5.5 6.5-5.5s6.5 2 6.5 5.5", "M16 4.8a3.4 3.4 0 0 1 0 6.4", "M18 14.3c2.2.7 3.6 2.5 3.6 5.2"],
  smile: ["M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0z", "M8.5 14.5c1.8 2.3 5.2 2.3 7 0", "M9 9.5v.6", "M15 9.5v.6"],
  reply: ["M10 6 4 12l6 6", "M4.5 12H14c3.8 0 6 2 6 6"],
  eye: ["M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12z", "M14.6 12a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0z"],
  sun: ["M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0z", "M12 2.5v2", "M12 19.5v2", "M2.5 12h2", "M19.5 12h2", "M5.3 5.3l1.4 1.4", "M17.3 17.3l1.4 1.4", "M18.7 5.3l-1.4 1.4", "M6.7 17.3l-1.4 1.4"],
  moon: ["M20 14.5A8.3 8.3 0 0 1 9.5 4a8.3 8.3 0 1 0 10.5 10.5z"],
  screen: ["M4.5 4.5h15a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1z", "M9 20h6", "M12 16v4"],
  download: ["M12 4v11", "M7 11l5 5 5-5", "M4.5 20h15"],
  external: ["M14 4.5h5.5V10", "M19.5 4.5 11 13", "M17 14v4.5a1 1 0 0 1-1 1H5.5a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1H10"],
  file: ["M13.5 3.5H7a1.5 1.5 0 0 0-1.5 1.5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5z", "M13.5 3.5v5h5"],
  picture: ["M5.5 4.5h13a1.5 1.5 0 0 1 1.5 1.5v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18V6a1.5 1.5 0 0 1 1.5-1.5z", "M4.5 17l4.5-5 3.5 3.5 2.5-2.5 4.5 4.5", "M15.8 8.7v.1"],
  trash: ["M4.5 6.5h15", "M9 6V4.5h6V6", "M6.5 6.5l.9 13h9.2l.9-13", "M10 10.5v5.5", "M14 10.5v5.5"],
  copy: ["M9.5 8.5h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1z", "M15.5 8.5v-3a1 1 0 0 0-1-1h-9a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3"],
  apps: ["M5.5 5h4v4h-4z", "M14.5 5h4v4h-4z", "M5.5 15h4v4h-4z", "M16.5 14.5v5", "M14 17h5"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  swap: ["M4 8.5h13", "M14 4.5l4 4-4 4", "M20 15.5H7", "M10 11.5l-4 4 4 4"],
  send: ["M4 12l16-7.5-5.5 15.5-3-6.5z", "M11.5 13.5 20 4.5"],
  warning: ["M12 4 21 19.5H3z", "M12 10v4.5", "M12 17v.1"],
  spark: ["M12 3.5l1.9 5.6 5.6 1.9-5.6 1.9L12 18.5l-1.9-5.6L4.5 11l5.6-1.9z", "M19 16v4", "M17 18h4"],
  globe: ["M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0z", "M3.5 12h17", "M12 3.5c2.6 2.4 3.8 5.2 3.8 8.5s-1.2 6.1-3.8 8.5c-2.6-2.4-3.8-5.2-3.8-8.5s1.2-6.1 3.8-8.5z"],
  slash: ["M15.5 4.5l-7 15", "M3.5 3.5h17v17h-17z"],
};

export function icon(name, size = 20, label = null) {
  const svg = sheet("0 0 24 24", size, label);
  if (name === "more") return dots(svg);
  for (const d of LINES[name]) {
    svg.append(shape("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" }));
  }
  return svg;
}

function dots(svg) {
  for (const cx of [5, 12, 19]) svg.append(shape("circle", { cx, cy: 12, r: 2, fill: "currentColor" }));
  return svg;
}

export function sheet(viewBox, size, label = null) {
  const svg = shape("svg", { viewBox, width: size, height: size, focusable: "false" });
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
  return svg;
}

export function shape(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
