export { default as View } from "./Contacts.svelte";
export { speech } from "../../words/contacts.svelte";
export { renew } from "./held.svelte";
