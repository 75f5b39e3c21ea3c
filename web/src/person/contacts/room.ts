export { default as View } from "./Contacts.svelte";
export { speech } from "../../words/contacts";
