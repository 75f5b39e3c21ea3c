export { default as View } from "./CallWords.svelte";
export { speech } from "../../words/callwords";
