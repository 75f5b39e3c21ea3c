export { default as View } from "./Area.svelte";
export { speech } from "../../words/area";
