export { default as Always } from "./Strip.svelte";
export { default as View } from "./CheckIn.svelte";
export { renew } from "./ask";
export { speech } from "../../words/checkin.svelte";
