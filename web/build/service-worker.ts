import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { build, type Plugin } from "vite";
import { shellFiles } from "./shell.ts";

/** What the phone's home screen shows, from `public/`. */
const NEUTRAL = ["/icon.svg", "/manifest.webmanifest"];

/**
 * Builds `src/sw/main.ts` into one classic script at the root, because a worker's scope is its folder and not every
 * browser knows module service workers. The list of the person's files is written into it, so that a new build is a
 * new worker, and the old pages keep the files they were made with.
 */
export function serviceWorker(): Plugin {
  let files: string[] = [];
  let version = "";
  return {
    name: "habeas-service-worker",
    apply: "build",
    writeBundle(_options, bundle) {
      const texts = new Map(Object.values(bundle).map((file) => [file.fileName, String("code" in file ? file.code : file.source)]));
      files = [...shellFiles(texts, "index.html"), ...NEUTRAL];
      // The other files carry their own hash in their name.
      const told = files.join("\n") + (texts.get("index.html") ?? "");
      version = createHash("sha256").update(told).digest("base64url").slice(0, 12);
    },
    async closeBundle() {
      if (files.length > 0) await buildWorker(files, version);
    },
  };
}

async function buildWorker(files: string[], version: string): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define: { SHELL_FILES: JSON.stringify(files), SHELL_VERSION: JSON.stringify(version) },
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
