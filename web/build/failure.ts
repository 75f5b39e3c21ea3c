import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "vite";

const MESSAGES = join(import.meta.dirname, "../messages");
const APP = '<div id="app"></div>';

type Words = Record<string, string>;

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** Two texts of a room and a link to try again, in each of its languages. */
export function inAllLanguages(room: string, title: string, hint: string): string {
  const files = readdirSync(join(MESSAGES, room)).filter((name) => name !== "descriptions.json");
  const paragraphs = files.map((name) => {
    const words = JSON.parse(readFileSync(join(MESSAGES, room, name), "utf8")) as Words;
    const text = (key: string): string => escape(words[key] ?? "");
    return `<p lang="${basename(name, ".json")}" dir="auto"><strong>${text(title)}</strong> ${text(hint)} <a href="">${text("reload")}</a></p>`;
  });
  return paragraphs.join("");
}

/**
 * Puts into a page what stands on the screen when it does not start: in all languages of `room`, since nothing has told
 * which, and without a script, which may be what did not come. `shared/boot.ts` hides it, or shows it at once.
 */
export function failure(room: string): Plugin {
  return {
    name: "habeas-failure",
    transformIndexHtml(html) {
      if (!html.includes(APP)) throw new Error(`${APP} is missing: the words of a failure stand after it`);
      return html.replace(APP, `${APP}\n    <div id="failure">${inAllLanguages(room, "failed", "failedHint")}</div>`);
    },
  };
}
