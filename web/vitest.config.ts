import { svelte } from "@sveltejs/vite-plugin-svelte";
import { messages } from "./build/messages/write.ts";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [messages(), svelte()],
  test: {
    include: ["src/**/*.test.ts", "build/**/*.test.ts"],
    environment: "node",
    // No test file leaves anything behind for the next; a process of its own for each costs a third of the time.
    isolate: false,
    // No behaviour hangs on it: a loaded machine takes its time over a thousand drawn cases.
    testTimeout: 30_000,
  },
});
