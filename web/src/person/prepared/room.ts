export { default as View } from "./PreparedFile.svelte";
export { speech } from "../../words/prepared";
