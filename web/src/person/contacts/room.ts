export { default as View } from "./Contacts.svelte";
export { speech } from "../../words/contacts";
export { renewStore as renew } from "./directory.svelte";
