import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "vite";

const MESSAGES = join(import.meta.dirname, "../messages");
const APP = '<div id="app"></div>';

interface Words {
  failed: string;
  failedHint: string;
  reload: string;
}

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

function paragraph(language: string, { failed, failedHint, reload }: Words): string {
  return `<p lang="${language}" dir="auto"><strong>${escape(failed)}</strong> ${escape(failedHint)} <a href="">${escape(reload)}</a></p>`;
}

/**
 * Puts into a page what stands on the screen when it does not start: in all languages of `room`, since nothing has told
 * which, and without a script, which may be what did not come. `shared/boot.ts` hides it, or shows it at once.
 */
export function failure(room: string): Plugin {
  const files = readdirSync(join(MESSAGES, room)).filter((name) => name !== "descriptions.json");
  const words = (name: string): Words => JSON.parse(readFileSync(join(MESSAGES, room, name), "utf8")) as Words;
  return {
    name: "habeas-failure",
    transformIndexHtml(html) {
      if (!html.includes(APP)) throw new Error(`${APP} is missing: the words of a failure stand after it`);
      const paragraphs = files.map((name) => paragraph(basename(name, ".json"), words(name)));
      return html.replace(APP, `${APP}\n    <div id="failure">${paragraphs.join("")}</div>`);
    },
  };
}
