// Embeds: the panel with a coloured edge.

import { h, localUrl } from "../elements/dom.js";
import { openLightbox } from "../elements/lightbox.js";
import { say } from "../language/say.js";
import { stamp } from "../language/times.js";
import { inlineMarkdown, link, markdown } from "../text/markdown.js";
import { shownSize } from "./attachments.js";

const hex = (colour) => `#${colour.toString(16).padStart(6, "0")}`;

export function embed(data) {
  const edge = data.color || data.color === 0 ? { "--edge": hex(data.color) } : {};
  return h("div", { class: `embed ${data.thumbnail ? "with-thumbnail" : ""}`, css: edge },
    h("div", { class: "embed-main" },
      data.author && h("div", { class: "embed-author" }, sign(data.author), data.author.url ? link(data.author.url, data.author.name) : data.author.name),
      data.title && h("div", { class: "embed-title" }, data.url ? link(data.url, inlineMarkdown(data.title)) : inlineMarkdown(data.title)),
      data.description && h("div", { class: "embed-text markup" }, markdown(data.description)),
      fields(data.fields)),
    data.thumbnail && picture(data.thumbnail, "embed-thumbnail"),
    data.image && picture(data.image, "embed-image"),
    foot(data));
}

function fields(list) {
  if (!list?.length) return null;
  return h("div", { class: "embed-fields" }, list.map((field) =>
    h("div", { class: field.inline ? "inline" : "" },
      h("div", { class: "field-name" }, inlineMarkdown(field.name)),
      h("div", { class: "markup" }, markdown(field.value)))));
}

function picture(media, className) {
  const source = localUrl(media.proxy_url) ?? localUrl(media.url);
  if (source === null) return h("div", { class: "not-loaded" }, link(media.url, say("picture-elsewhere")));
  const size = media.width && media.height ? shownSize(media) : null;
  const css = size ? { "--width": `${size.width}px`, "--ratio": `${media.width} / ${media.height}` } : {};
  const frame = h("button", { type: "button", class: `frame ${className}`, css, "aria-label": say("picture-open-bare"), data: { url: media.url } },
    h("img", { src: source, alt: media.description ?? "", width: media.width, height: media.height }));
  frame.addEventListener("click", () => openLightbox(frame));
  return frame;
}

function foot({ footer, timestamp }) {
  if (!footer && !timestamp) return null;
  const parts = [footer?.text, timestamp && stamp(new Date(timestamp))].filter(Boolean);
  return h("div", { class: "embed-footer" }, sign(footer), parts.join(" • "));
}

/** The small round picture of an author or footer; one on another site is left out. */
function sign(part) {
  const source = localUrl(part?.proxy_icon_url) ?? localUrl(part?.icon_url);
  return source && h("img", { class: "embed-sign", src: source, alt: "" });
}
