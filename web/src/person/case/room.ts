export { default as View } from "./Case.svelte";
export { speech } from "../../words/case";
