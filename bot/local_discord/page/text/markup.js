// Discord's markdown, text -> a tree of {type, children | text, …}. Pure; markdown.js draws it.

const FENCE = /```(?:([\w+#.-]{1,20})\n)?\n?([\s\S]+?)\n?```/g;

/** The blocks of a message: "text" runs, "pre", "quote", "heading", "subtext", "list". */
export function parseBlocks(text) {
  const blocks = [];
  let at = 0;
  for (const fence of text.matchAll(FENCE)) {
    blocks.push(...parseLines(text.slice(at, fence.index).replace(/\n$/, "")));
    blocks.push({ type: "pre", text: fence[2], language: fence[1] ?? "" });
    at = fence.index + fence[0].length;
    if (text[at] === "\n") at += 1;
  }
  return [...blocks, ...parseLines(text.slice(at))];
}

const LINE_RULES = [
  [/^> ?(.*)$/, "quote"],
  [/^(#{1,3}) +(\S.*)$/, "heading"],
  [/^-# +(\S.*)$/, "subtext"],
  [/^( *)(?:[-*]|(\d+)\.) +(\S.*)$/, "item"],
];

function parseLines(text) {
  if (!text) return [];
  const blocks = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    if (lines[i].startsWith(">>> ")) {
      blocks.push({ type: "quote", text: [lines[i].slice(4), ...lines.slice(i + 1)].join("\n") });
      break;
    }
    addLine(blocks, lines[i]);
  }
  return blocks.map(finish);
}

function addLine(blocks, line) {
  const last = blocks.at(-1);
  const [rule, found] = LINE_RULES.map(([regex, type]) => [type, regex.exec(line)]).find(([, match]) => match) ?? [];
  if (rule === "quote") {
    if (last?.type === "quote") last.text += `\n${found[1]}`;
    else blocks.push({ type: "quote", text: found[1] });
  } else if (rule === "heading") blocks.push({ type: "heading", level: found[1].length, text: found[2] });
  else if (rule === "subtext") blocks.push({ type: "subtext", text: found[1] });
  else if (rule === "item") {
    const item = { depth: Math.min(3, Math.floor(found[1].length / 2)), text: found[3] };
    const isOrdered = found[2] !== undefined;
    if (last?.type === "list" && last.isOrdered === isOrdered) last.items.push(item);
    else blocks.push({ type: "list", isOrdered, start: Number(found[2] ?? 1), items: [item] });
  } else if (last?.type === "text") last.text += `\n${line}`;
  else blocks.push({ type: "text", text: line });
}

function finish(block) {
  if (block.type === "list") return { ...block, items: block.items.map((item) => ({ ...item, children: parseInline(item.text) })) };
  if (block.type === "quote") return { type: "quote", children: parseLines(block.text) };
  return { ...block, children: parseInline(block.text) };
}

const wrap = (type) => (match) => ({ type, children: parseInline(match[1]) });
const BODY = "((?:\\\\[\\s\\S]|[^\\\\])+?)";
const sticky = (source) => new RegExp(source, "y");

const INLINE_RULES = [
  [/\\([^A-Za-z0-9\s])/y, (m) => ({ type: "text", text: m[1] })],
  [/(`+)([\s\S]*?[^`])\1(?!`)/y, (m) => ({ type: "code", text: m[2].trim() || m[2] })],
  [/<(https?:\/\/[^\s>]+)>/y, (m) => ({ type: "link", url: m[1], children: [{ type: "text", text: m[1] }] })],
  [/<@!?(\d+)>/y, (m) => ({ type: "user", id: m[1] })],
  [/<@&(\d+)>/y, (m) => ({ type: "role", id: m[1] })],
  [/<#(\d+)>/y, (m) => ({ type: "channel", id: m[1] })],
  [/<a?:(\w+):\d+>/y, (m) => ({ type: "text", text: `:${m[1]}:` })],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, (m) => ({ type: "time", unix: Number(m[1]), style: m[2] ?? "f" })],
  [/<\/([\w -]{1,98}):\d+>/y, (m) => ({ type: "command", name: m[1] })],
  [/@(everyone|here)\b/y, (m) => ({ type: "everyone", text: m[0] })],
  [/\[((?:\\.|[^\]\\])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/y, masked],
  [/https?:\/\/[^\s<]*[^\s<.,:;"'\])!?*_~|]/y, (m) => ({ type: "link", url: m[0], children: [{ type: "text", text: m[0] }] })],
  [sticky(`\\|\\|${BODY}\\|\\|`), wrap("spoiler")],
  [sticky(`\\*\\*${BODY}\\*\\*(?!\\*)`), wrap("strong")],
  [sticky(`__${BODY}__(?!_)`), wrap("underline")],
  [sticky(`~~${BODY}~~(?!~)`), wrap("strike")],
  [/\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y, wrap("em")],
  [/(?<!\w)_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)/y, wrap("em")],
  [/[\s\S](?:(?!https?:\/\/)[^\\`<[*_~|@])*/y, (m) => ({ type: "text", text: m[0] })],
];

/** A link whose text is itself an address stays as typed, so that nobody is led astray. */
function masked(match) {
  if (/https?:\/\//.test(match[1])) return { type: "text", text: match[0] };
  return { type: "link", url: match[2], children: parseInline(match[1]) };
}

export function parseInline(text) {
  const nodes = [];
  for (let at = 0; at < text.length;) {
    for (const [regex, build] of INLINE_RULES) {
      regex.lastIndex = at;
      const match = regex.exec(text);
      if (!match) continue;
      at += match[0].length;
      join(nodes, build(match));
      break;
    }
  }
  return nodes;
}

function join(nodes, node) {
  const last = nodes.at(-1);
  if (node.type === "text" && last?.type === "text") last.text += node.text;
  else nodes.push(node);
}
