export { default as View } from "./Card.svelte";
export { preload as speech } from "./preload";
