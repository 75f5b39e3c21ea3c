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
/** What is on the screen from the press on. */
const CASE_ROOMS = /src\/person\/(?:case|chat)\/room\.ts$/;

type Graph = Rolldown.ChunkingContext;
type IsRoot = (module: Rolldown.ModuleInfo) => boolean;

/** Whether the module is a root, or one imports it, by however many others. */
function hasRoot(isRoot: IsRoot, id: string, graph: Graph, asked = new Set<string>()): boolean {
  if (asked.has(id)) return false;
  asked.add(id);
  const module = graph.getModuleInfo(id);
  return !!module && (isRoot(module) || module.importers.some((importer) => hasRoot(isRoot, importer, graph, asked)));
}

const isOfPage = (id: string, graph: Graph): boolean => hasRoot((module) => module.isEntry || PAGE_WORDS.test(module.id), id, graph);
const isOfCase = (id: string, graph: Graph): boolean => hasRoot((module) => CASE_ROOMS.test(module.id), id, graph);

/**
 * A few files of nearly one size: each below what some networks let through of a foreign site (see docs/protocol.md).
 * Only what the page needs at once is gathered, and what a case needs that is open; what another room alone needs stays with it.
 */
const pieces = {
  includeDependenciesRecursively: false,
  groups: [
    { name: "frame", test: /node_modules/, tags: ["$initial" as const] },
    { debugName: "parts", name: (id: string, graph: Graph) => (PARTS.test(id) && isOfPage(id, graph) ? "parts" : null) },
    { debugName: "works", name: (id: string, graph: Graph) => (WORKS.test(id) && isOfPage(id, graph) ? "works" : null) },
    { debugName: "case", name: (id: string, graph: Graph) => (isOfCase(id, graph) && !isOfPage(id, graph) ? "case" : null) },
  ],
};

/** What a worker needs at once is one file; what it asks for later stays by itself. */
const whole = { includeDependenciesRecursively: false, groups: [{ name: "seal", tags: ["$initial" as const] }] };

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
  worker: { format: "es", rollupOptions: { output: { codeSplitting: whole } } },
  ...(mode === "members" ? members : person),
}));
