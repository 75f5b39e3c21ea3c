export { default as View } from "./Card.svelte";
export { ready as speech } from "./words";
