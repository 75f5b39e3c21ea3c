export { default as View } from "./Chosen.svelte";
export { ready as speech } from "./words";
