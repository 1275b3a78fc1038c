// The size of a file as it is written beside its name. Pure.

import { say } from "../language/say.js";

/** "512 bytes", "1.25 MB"; nothing for no bytes. */
export function sizeText(bytes) {
  if (!bytes) return "";
  const units = [say("bytes"), "KB", "MB"];
  const power = Math.min(2, Math.floor(Math.log2(bytes) / 10));
  return `${power ? (bytes / 1024 ** power).toFixed(2) : bytes} ${units[power]}`;
}
