import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { build, type Plugin } from "vite";
import { brotli, TEXT } from "./brotli.ts";
import { inAllLanguages } from "./failure.ts";
import { PRELOAD_ID } from "./lean.ts";
import { filesOf, type Files } from "./shell.ts";

/** What the phone's home screen shows, from `public/`. */
const NEUTRAL = ["/icon.svg", "/manifest.webmanifest"];

/**
 * Builds `src/sw/main.ts` into one classic script at the root, because a worker's scope is its folder and not every
 * browser knows module service workers. The list of the person's files is written into it, so that a new build is a
 * new worker, and the old pages keep the files they were made with.
 */
export function serviceWorker(): Plugin {
  let files: Files = { shell: [], ofCase: [], rooms: [] };
  let version = "";
  return {
    name: "habeas-service-worker",
    apply: "build",
    writeBundle(_options, bundle) {
      const built = Object.values(bundle).filter(({ fileName }) => TEXT.test(fileName));
      const texts = new Map(built.map((file) => [file.fileName, String("code" in file ? file.code : file.source)]));
      const { shell, ofCase, rooms } = filesOf(texts, "index.html");
      files = { shell: [...shell, ...NEUTRAL], ofCase, rooms };
      // The other files carry their own hash in their name.
      const told = [...files.shell, ...ofCase, ...rooms, texts.get("index.html")].join("\n");
      version = createHash("sha256").update(told).digest("base64url").slice(0, 12);
    },
    async closeBundle() {
      if (files.shell.length > 0) await buildWorker(files, version);
    },
  };
}

/** One classic script has nothing to preload, and Vite's own helper for that asks for `import.meta`, which only modules have. */
const bare: Plugin = {
  name: "habeas-bare",
  enforce: "pre",
  load: (id) => (id === PRELOAD_ID ? "export const __vitePreload = (load) => load();" : null),
};

async function buildWorker({ shell, ofCase, rooms }: Files, version: string): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [bare, brotli()],
    define: {
      SHELL_FILES: JSON.stringify(shell),
      CASE_FILES: JSON.stringify(ofCase),
      ROOM_FILES: JSON.stringify(rooms),
      // The service puts another word there when the organisation has chosen a name or an icon (habeas/http/guise.py).
      UNSIGNED_PAGE: JSON.stringify(inAllLanguages("members", "pageUnsigned", "pageUnsignedHint")),
      PAGE_VERSION: JSON.stringify(`${version}.notes`),
    },
    build: {
      target: "es2022",
      emptyOutDir: false,
      rollupOptions: {
        input: resolve(import.meta.dirname, "../src/sw/main.ts"),
        output: { format: "iife", entryFileNames: "sw.js" },
      },
    },
  });
}
