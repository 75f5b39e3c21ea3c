import { svelte } from "@sveltejs/vite-plugin-svelte";
import { messages } from "./build/messages/write.ts";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [messages(), svelte()],
  test: { include: ["src/**/*.test.ts", "build/**/*.test.ts"], environment: "node" },
});
