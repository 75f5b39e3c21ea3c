export { default as View } from "./Phone.svelte";
export { speech } from "../../words/phone";
