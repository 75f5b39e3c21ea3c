export { default as View } from "./CallWords.svelte";
export { showOwner as renew } from "./renewal";
export { speech } from "../../words/callwords";
