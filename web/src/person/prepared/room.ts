export { default as View } from "./Prepared.svelte";
export { speech } from "../../words/prepared";
