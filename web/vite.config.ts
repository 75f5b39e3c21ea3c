import { resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { serviceWorker } from "./build/service-worker.ts";

const service = process.env["HABEAS_SERVICE"] ?? "http://127.0.0.1:8000";

/**
 * The person's page is built apart from the members' pages (`--mode members`): what a board needs never reaches
 * a phone on a bad network. Nothing is inlined, so that the strict content security policy holds.
 */
export default defineConfig(({ mode }) => {
  const pages = mode === "members" ? ["counsel", "desk"] : ["index"];
  return {
    appType: "mpa",
    plugins: [svelte(), ...(mode === "members" ? [] : [serviceWorker()])],
    server: { proxy: { "/v1": service, "/demo": service, "/health": service } },
    worker: { format: "es" },
    publicDir: mode === "members" ? false : "public",
    build: {
      target: "es2022",
      emptyOutDir: mode !== "members",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: pages.map((page) => resolve(import.meta.dirname, `${page}.html`)) },
    },
  };
});
