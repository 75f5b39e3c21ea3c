export { default as Always } from "./Strip.svelte";
export { default as View } from "./CheckIn.svelte";
export { renewCheckIn as renew } from "./renewal";
export { speech } from "../../words/checkin";
