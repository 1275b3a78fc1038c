// What was drawn, in the pixels of the picture: rectangles, outlines, strokes, and what was chosen before.

export class Shapes {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.list = [];
  }

  add(shape) { this.list.push(shape); }

  undo() { this.list.pop(); }

  clear() { this.list = []; }

  get isEmpty() { return this.list.length === 0; }

  /** A canvas of the picture's size, white where the picture is drawn anew and clear elsewhere. */
  mask(growing = null) {
    const canvas = document.createElement("canvas");
    canvas.width = this.width;
    canvas.height = this.height;
    const pen = canvas.getContext("2d");
    pen.fillStyle = pen.strokeStyle = "#fff";
    pen.lineCap = pen.lineJoin = "round";
    for (const shape of growing ? [...this.list, growing] : this.list) draw(pen, shape);
    return canvas;
  }

  /** The same as PNG in base64, black behind it. */
  png() {
    const canvas = document.createElement("canvas");
    canvas.width = this.width;
    canvas.height = this.height;
    const pen = canvas.getContext("2d");
    pen.fillRect(0, 0, this.width, this.height);
    pen.drawImage(this.mask(), 0, 0);
    return canvas.toDataURL("image/png").split(",")[1];
  }
}

function draw(pen, { kind, points, size, image }) {
  if (kind === "before") return pen.drawImage(image, 0, 0);
  const [first, last] = [points[0], points.at(-1)];
  if (kind === "rectangle") {
    return pen.fillRect(Math.min(first.x, last.x), Math.min(first.y, last.y), Math.abs(last.x - first.x), Math.abs(last.y - first.y));
  }
  pen.beginPath();
  pen.moveTo(first.x, first.y);
  for (const point of points) pen.lineTo(point.x, point.y);
  if (kind === "lasso") return pen.fill();
  pen.lineWidth = size;
  pen.stroke();
}
