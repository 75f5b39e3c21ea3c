export { default as View } from "./SelectedGuide.svelte";
export { preload as speech } from "./preload";
