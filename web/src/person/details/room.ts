export { default as View } from "./Details.svelte";
export { speech } from "../../words/writing";
