import { mount } from "svelte";
import "../shared/style.css";
import Desk from "./Desk.svelte";
import { speech } from "../words/members";

await speech.start(true);
mount(Desk, { target: document.getElementById("app")! });
