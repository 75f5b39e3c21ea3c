export { default as View } from "./Lock.svelte";
export { speech } from "../../words/lock";
