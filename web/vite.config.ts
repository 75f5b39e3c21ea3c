import { resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type UserConfig } from "vite";
import { lean } from "./build/lean.ts";
import { serviceWorker } from "./build/service-worker.ts";

const service = process.env["HABEAS_SERVICE"] ?? "http://127.0.0.1:8000";
const page = (name: string): string => resolve(import.meta.dirname, `${name}.html`);

/** Nothing is inlined, so that the strict content security policy holds. */
const common: NonNullable<UserConfig["build"]> = {
  target: "es2022",
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
};

/** All of the person's page that is no screen; the entry and the words of each language stay by themselves. */
const WORKS =
  /src\/(?:api|device|model|seal)\/|src\/words\/(?:forms|\w+\.svelte)|src\/(?:person|shared)\/(?!main)[\w.]+\.ts$|preload-helper/;

/** A few files of nearly one size: each below what some networks let through of a foreign site (see docs/protocol.md). */
const pieces = {
  includeDependenciesRecursively: false,
  groups: [
    { name: "frame", test: /node_modules/ },
    { name: "works", test: WORKS },
  ],
};

const person: UserConfig = {
  plugins: [svelte(), lean(), serviceWorker()],
  build: { ...common, cssCodeSplit: false, rollupOptions: { input: [page("index")], output: { codeSplitting: pieces } } },
};

const members: UserConfig = {
  plugins: [svelte()],
  publicDir: false,
  build: { ...common, emptyOutDir: false, rollupOptions: { input: [page("counsel"), page("desk")] } },
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
