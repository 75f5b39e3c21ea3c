import svelte from "eslint-plugin-svelte";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** What a component binds or exposes is `any` to the linter's parser; svelte-check knows its type. */
const ANY = ["argument", "assignment", "call", "member-access", "return"];
const anyMayPass = Object.fromEntries(ANY.map((name) => [`@typescript-eslint/no-unsafe-${name}`, "off"]));

export default defineConfig(
  globalIgnores(["dist", "public", "src/api/schema.d.ts", "src/words"]),
  tseslint.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: [".svelte"] } },
    rules: {
      // A function that promises may throw: `async` makes of it a rejection.
      "@typescript-eslint/require-await": "off",
      // State is replaced, never changed in place ($state.raw).
      "svelte/prefer-svelte-reactivity": "off",
      // {" · "} keeps the spaces that would be trimmed.
      "svelte/no-useless-mustaches": "off",
    },
  },
  { files: ["**/*.svelte", "**/*.svelte.ts"], languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } } },
  { files: ["**/*.svelte", "**/*.svelte.ts", "**/*.test.ts"], rules: anyMayPass },
  { files: ["*.js"], extends: [tseslint.configs.disableTypeChecked] },
);
