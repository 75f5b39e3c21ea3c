export { default as View } from "./Now.svelte";
export { ready as speech } from "./words";
