export { default as View } from "./Chat.svelte";
export { speech } from "../../words/writing";
