// The page: tools, the canvas under a finger, a mouse or the arrow keys, the words, and sending it all once.

import { Shapes } from "./shapes.js";

const address = location.pathname.replace(/\/$/, "");
const at = (id) => document.getElementById(id);
const canvas = at("canvas");
const pen = canvas.getContext("2d");
let words, shapes, picture, tool = "rectangle", growing = null, zoom = 1, fit = 1, cursor = null, isSent = false;

async function start() {
  const answer = await fetch(`${address}/state`);
  const state = await answer.json();
  if (!answer.ok) return tell(state.told);
  words = state.words;
  document.documentElement.lang = state.language;
  document.title = `${words.title} · Easel`;
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = words[one.dataset.say];
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", words[one.dataset.label]);
  at("prompt").value = state.prompt;
  at("prompt").maxLength = state.most;
  shapes = new Shapes(state.width, state.height);
  picture = await load("picture");
  if (state.isChosen) shapes.add({ kind: "before", image: clear(await load("mask")) });
  size();
}

async function load(name) {
  const image = new Image();
  image.src = `${address}/${name}`;
  await image.decode();
  return image;
}

/** A black and white picture with its black parts taken out. */
function clear(image) {
  const copy = Object.assign(document.createElement("canvas"), { width: shapes.width, height: shapes.height });
  const brush = copy.getContext("2d");
  brush.drawImage(image, 0, 0, copy.width, copy.height);
  const pixels = brush.getImageData(0, 0, copy.width, copy.height);
  for (let i = 0; i < pixels.data.length; i += 4) pixels.data[i + 3] = pixels.data[i];
  brush.putImageData(pixels, 0, 0);
  return copy;
}

function size() {
  const room = canvas.parentElement.clientWidth;
  fit = Math.min(room / shapes.width, (innerHeight * 0.5) / shapes.height);
  const scale = fit * zoom, dense = window.devicePixelRatio || 1;
  canvas.style.width = `${Math.round(shapes.width * scale)}px`;
  canvas.style.height = `${Math.round(shapes.height * scale)}px`;
  canvas.width = Math.round(Math.min(4096, shapes.width * scale * dense));
  canvas.height = Math.round(canvas.width * shapes.height / shapes.width);
  show();
}

function show() {
  const { width, height } = canvas;
  pen.globalCompositeOperation = "source-over";
  pen.drawImage(picture, 0, 0, width, height);
  const mask = shapes.mask(growing), tint = mask.getContext("2d");
  tint.globalCompositeOperation = "source-in";
  tint.fillStyle = "#5865f2";
  tint.fillRect(0, 0, mask.width, mask.height);
  pen.globalAlpha = 0.55;
  pen.drawImage(mask, 0, 0, width, height);
  pen.globalAlpha = 1;
  if (cursor) cross(cursor.x * width / shapes.width, cursor.y * height / shapes.height);
  at("submit").disabled = isSent || shapes.isEmpty;
  at("undo").disabled = at("clear").disabled = shapes.isEmpty;
}

function cross(x, y) {
  for (const [colour, wide] of [["#000", 5], ["#fff", 2]]) {
    pen.strokeStyle = colour;
    pen.lineWidth = wide;
    pen.beginPath();
    pen.moveTo(x - 14, y); pen.lineTo(x + 14, y);
    pen.moveTo(x, y - 14); pen.lineTo(x, y + 14);
    pen.stroke();
  }
}

function place(event) {
  const box = canvas.getBoundingClientRect();
  const inside = (value, most) => Math.max(0, Math.min(most, value));
  return {
    x: inside((event.clientX - box.left) / box.width * shapes.width, shapes.width),
    y: inside((event.clientY - box.top) / box.height * shapes.height, shapes.height),
  };
}

const begin = (point) => { growing = { kind: tool, points: [point, { ...point }], size: Math.min(shapes.width, shapes.height) / 10 }; };

function finish() {
  const [first, last] = [growing.points[0], growing.points.at(-1)];
  const isDrawn = growing.kind === "brush" || growing.points.length > 3
    || (growing.kind === "rectangle" && Math.abs(last.x - first.x) > 2 && Math.abs(last.y - first.y) > 2);
  if (isDrawn) shapes.add(growing);
  growing = null;
  show();
}

function grow(point) {
  if (growing.kind === "rectangle") growing.points[1] = point;
  else growing.points.push(point);
  show();
}

canvas.addEventListener("pointerdown", (event) => {
  if (!shapes || isSent || !event.isPrimary || event.button) return;
  canvas.setPointerCapture(event.pointerId);
  cursor = null;
  begin(place(event));
  show();
});
canvas.addEventListener("pointermove", (event) => { if (growing && !cursor && event.isPrimary) grow(place(event)); });
canvas.addEventListener("pointerup", (event) => { if (growing && !cursor && event.isPrimary) finish(); });
canvas.addEventListener("pointercancel", () => { growing = null; show(); });

canvas.addEventListener("keydown", (event) => {
  const step = Math.min(shapes.width, shapes.height) / (event.shiftKey ? 128 : 32);
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!way && ![" ", "Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  cursor ??= { x: shapes.width / 2, y: shapes.height / 2 };
  if (way) {
    cursor = { x: Math.max(0, Math.min(shapes.width, cursor.x + way[0] * step)), y: Math.max(0, Math.min(shapes.height, cursor.y + way[1] * step)) };
    if (growing) return grow({ ...cursor });
  } else if (event.key === "Escape") growing = null;
  else if (growing) return finish();
  else begin({ ...cursor });
  show();
});

addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && event.target !== at("prompt")) { event.preventDefault(); at("undo").click(); }
});
canvas.parentElement.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoomBy(event.deltaY < 0 ? 1.25 : 0.8);
}, { passive: false });

for (const button of document.querySelectorAll("[data-tool]")) {
  button.addEventListener("click", () => {
    tool = button.dataset.tool;
    for (const one of document.querySelectorAll("[data-tool]")) one.setAttribute("aria-pressed", `${one === button}`);
  });
}
const zoomBy = (times) => { zoom = Math.max(1, Math.min(8, zoom * times)); size(); };
at("undo").addEventListener("click", () => { shapes.undo(); show(); });
at("clear").addEventListener("click", () => { shapes.clear(); show(); });
at("zoom-in").addEventListener("click", () => zoomBy(1.5));
at("zoom-out").addEventListener("click", () => zoomBy(1 / 1.5));
addEventListener("resize", () => shapes && picture && size());

const tell = (text) => { at("told").textContent = text; };

at("submit").addEventListener("click", async () => {
  if (!at("prompt").value.trim()) return at("prompt").focus();
  isSent = true;
  show();
  tell(words.sending);
  try {
    const body = JSON.stringify({ mask: shapes.png(), prompt: at("prompt").value });
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    isSent = answer.ok;
    tell((await answer.json()).told);
  } catch {
    isSent = false;
    tell(words.failed);
  }
  show();
});

start();
