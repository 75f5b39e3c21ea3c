export { default as View } from "./Clocks.svelte";
export { default as Always } from "./Bell.svelte";
export { default as OnCase } from "./OnCase.svelte";
export { preload as speech } from "./preload";
