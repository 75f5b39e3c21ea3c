export { default as View } from "./CaseGuide.svelte";
export { preload as speech } from "./preload";
