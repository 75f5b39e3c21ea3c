import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { build, type Plugin } from "vite";
import { shellFiles } from "./shell.ts";

/**
 * Builds `src/sw/main.ts` into one classic script at the root, because a worker's scope is its folder and not every
 * browser knows module service workers. The list of the person's files is written into it, so that a new build is a
 * new worker, and the old pages keep the files they were made with.
 */
export function serviceWorker(): Plugin {
  let files: string[] = [];
  return {
    name: "habeas-service-worker",
    apply: "build",
    writeBundle(_options, bundle) {
      const texts = Object.values(bundle).map((file) => [file.fileName, String("code" in file ? file.code : file.source)] as const);
      files = shellFiles(new Map(texts), "index.html");
    },
    async closeBundle() {
      if (files.length > 0) await buildWorker(files);
    },
  };
}

async function buildWorker(files: string[]): Promise<void> {
  const version = createHash("sha256").update(files.join("\n")).digest("base64url").slice(0, 12);
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
