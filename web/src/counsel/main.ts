import { mount } from "svelte";
import "../shared/style.css";
import Counsel from "./Counsel.svelte";
import { speech } from "../words/members";

await speech.start(true);
mount(Counsel, { target: document.getElementById("app")! });
