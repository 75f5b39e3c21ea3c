export { default as Always } from "./Strip.svelte";
export { default as View } from "./CheckIn.svelte";
export { renewCheckIn } from "./renewal";
export { speech } from "../../words/checkin";
