// Ids are 64-bit: they stay strings. Pure.

const EPOCH_MS = 1420070400000n;

export const timeOf = (id) => new Date(Number((BigInt(id) >> 22n) + EPOCH_MS));

/** An id of that moment, for lines this page makes itself. */
export const idAt = (ms) => (((BigInt(ms) - EPOCH_MS) << 22n) + 0x3fffffn).toString();

/** Older first. */
export function compareIds(a, b) {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
