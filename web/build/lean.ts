import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const emptyFunction = (name: string): string => `export function ${name}() {}`;

/**
 * Three modules of Svelte's runtime that a phone on a bad network need not load.
 *
 * hydration: no server ever renders these pages, so there is nothing to take over; the bundler then drops every
 * branch that asks whether it does. boundary: no screen here waits for a part of its own; what fails makes way for `failed`,
 * and is not drawn again. proxy: the person's page keeps plain values only (`$state.raw`, or primitives), never objects that
 * are changed in place.
 */
const LEAN: Record<string, Record<string, string>> = {
  "svelte/src/internal/client/dom/hydration.js": {
    hydrating: "export const hydrating = false;",
    hydrate_node: "export const hydrate_node = null;",
    set_hydrating: emptyFunction("set_hydrating"),
    set_hydrate_node: emptyFunction("set_hydrate_node"),
    hydrate_next: emptyFunction("hydrate_next"),
    reset: emptyFunction("reset"),
    hydrate_template: emptyFunction("hydrate_template"),
    next: emptyFunction("next"),
    skip_nodes: emptyFunction("skip_nodes"),
    read_hydration_instruction: emptyFunction("read_hydration_instruction"),
  },
  "svelte/src/internal/client/dom/blocks/boundary.js": {
    boundary: `import { block, branch, destroy_effect } from "../../reactivity/effects.js";
import { BOUNDARY_EFFECT, EFFECT_PRESERVED, EFFECT_TRANSPARENT } from "#client/constants";
import { Batch } from "../../reactivity/batch.js";
import { component_context, set_component_context } from "../../context.js";
import { active_effect, active_reaction, set_active_effect, set_active_reaction } from "../../runtime.js";
import { queue_micro_task } from "../task.js";
export function boundary(node, props, children) {
  let content, outer, failed;
  const b = {
    error(error) {
      if (!props.failed || failed) throw error;
      failed = true;
      if (content) destroy_effect(content);
      props.onerror?.(error);
      queue_micro_task(() => {
        const before = [active_effect, active_reaction, component_context];
        set_active_effect(outer), set_active_reaction(outer), set_component_context(outer.ctx);
        try {
          Batch.ensure();
          branch(() => props.failed(node));
        } finally {
          set_active_effect(before[0]), set_active_reaction(before[1]), set_component_context(before[2]);
        }
      });
    },
  };
  block(() => {
    outer = active_effect;
    try {
      content = branch(() => {
        active_effect.b = b;
        active_effect.f |= BOUNDARY_EFFECT;
        children(node);
      });
    } catch (error) {
      b.error(error);
    }
  }, EFFECT_TRANSPARENT | EFFECT_PRESERVED);
}`,
    pending: emptyFunction("pending"),
  },
  "svelte/src/internal/client/proxy.js": {
    proxy: "export const proxy = (value) => value;",
    get_proxied_value: "export const get_proxied_value = (value) => value;",
    is: "export const is = Object.is;",
  },
};

/** Vite's own helper around an import that comes later. */
export const PRELOAD_ID = "\0vite/preload-helper.js";

/** It does more than is needed here: what is imported later comes together with its style. */
const PRELOAD = `const come = (path) => document.querySelector('link[href="/' + path + '"]') || new Promise((resolve, reject) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "/" + path;
  link.onload = resolve;
  link.onerror = () => { link.remove(); reject(new TypeError(path)); };
  document.head.append(link);
});
export const __vitePreload = async (load, styles = []) => (await Promise.all([load(), ...styles.map(come)]))[0];`;

/** Puts the lean modules in the place of the full ones. Fails the build when an upgrade has changed what those export. */
export function lean(): Plugin {
  return {
    name: "habeas-lean",
    apply: "build",
    enforce: "pre",
    load(id) {
      if (id === PRELOAD_ID) return PRELOAD;
      const code = Object.entries(LEAN).find(([path]) => id.endsWith(path))?.[1];
      return code ? inPlaceOf(id, code) : null;
    },
    transform: {
      order: "post",
      handler(code, id) {
        if (!/\.svelte(\.ts)?$/.test(id) || !code.includes("$.proxy(")) return;
        throw new Error(`${id}: use $state.raw for objects, this page has no proxies (build/lean.ts)`);
      },
    },
  };
}

function inPlaceOf(id: string, code: Record<string, string>): string {
  const exported = [...readFileSync(id, "utf8").matchAll(/^export (?:let|const|function) (\w+)/gm)].map(([, name]) => name);
  if (exported.sort().join() !== Object.keys(code).sort().join()) {
    throw new Error(`${id} exports other things than before (${exported.join(", ")}): see build/lean.ts`);
  }
  return Object.values(code).join("\n");
}
