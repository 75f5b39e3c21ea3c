export { default as View } from "./Case.svelte";
export { headline } from "./lines";
export { speech } from "../../words/case";
export { default as Always } from "./Follower.svelte";
