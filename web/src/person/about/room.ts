export { default as View } from "./About.svelte";
export { speech } from "../../words/about";
