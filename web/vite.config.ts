import { resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Rolldown, type UserConfig } from "vite";
import { brotli } from "./build/brotli.ts";
import { failure } from "./build/failure.ts";
import { lean } from "./build/lean.ts";
import { messages } from "./build/messages/write.ts";
import { serviceWorker } from "./build/service-worker.ts";

const service = process.env["HABEAS_SERVICE"] ?? "http://127.0.0.1:8000";
const page = (name: string): string => resolve(import.meta.dirname, `${name}.html`);

/** Nothing is inlined, so that the strict content security policy holds. A page names its scripts; scripts name styles only. */
const common: NonNullable<UserConfig["build"]> = {
  target: "es2022",
  assetsInlineLimit: 0,
  modulePreload: {
    polyfill: false,
    resolveDependencies: (_file, names, { hostType }) => (hostType === "html" ? names : names.filter((name) => name.endsWith(".css"))),
  },
};

/** All of the person's page that is no screen; the entry and the words of each language stay by themselves. */
const WORKS =
  /src\/(?:api|device|model|seal)\/|src\/words\/\w+\.ts|messages\/languages|src\/speech\/(?!pseudo)|src\/(?:person|shared)\/(?!main)[\w.]+\.ts$|preload-helper/;
/** Its screens and what they are made of, their style in one file, and the entry. */
const PARTS = /src\/(?:person|shared)\/.*\.(?:svelte|css)$|src\/person\/main\.ts$/;
const PAGE_WORDS = /src\/words\/person\.[a-z]{2}\.ts$/;

/** Whether the page needs the module at once: something that does, or its own words, import it. */
function atOnce(id: string, graph: Rolldown.ChunkingContext, asked = new Set<string>()): boolean {
  if (asked.has(id)) return false;
  asked.add(id);
  const module = graph.getModuleInfo(id);
  return !!module && (module.isEntry || PAGE_WORDS.test(id) || module.importers.some((one) => atOnce(one, graph, asked)));
}

/**
 * A few files of nearly one size: each below what some networks let through of a foreign site (see docs/protocol.md).
 * Only what the page needs at once is gathered; what a room alone needs stays with the room.
 */
const pieces = {
  includeDependenciesRecursively: false,
  groups: [
    { name: "frame", test: /node_modules/, tags: ["$initial" as const] },
    { debugName: "parts", name: (id: string, graph: Rolldown.ChunkingContext) => (PARTS.test(id) && atOnce(id, graph) ? "parts" : null) },
    { debugName: "works", name: (id: string, graph: Rolldown.ChunkingContext) => (WORKS.test(id) && atOnce(id, graph) ? "works" : null) },
  ],
};

/** That a build was slow is said of the machine, not of the pages. */
const checks = { bundlerTimings: false };

const person: UserConfig = {
  plugins: [messages(), failure("person"), svelte(), lean(), serviceWorker(), brotli()],
  build: { ...common, rollupOptions: { checks, input: [page("index")], output: { codeSplitting: pieces } } },
};

const members: UserConfig = {
  plugins: [messages(), failure("members"), svelte(), brotli()],
  publicDir: false,
  build: { ...common, emptyOutDir: false, rollupOptions: { checks, input: [page("counsel"), page("desk")] } },
};

/**
 * The person's page is built apart from the members' pages (`--mode members`): what a board needs never reaches
 * a phone on a bad network.
 */
export default defineConfig(({ mode }) => ({
  appType: "mpa",
  server: { proxy: { "/v1": service, "/demo": service, "/health": service } },
  worker: { format: "es" },
  ...(mode === "members" ? members : person),
}));
