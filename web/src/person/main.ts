import { mount } from "svelte";
import "../shared/style.css";
import Person from "./Person.svelte";
import { speech } from "../words/person.svelte";

await speech.start();
mount(Person, { target: document.getElementById("app")! });
