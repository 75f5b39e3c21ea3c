import { mount } from "svelte";
import "../shared/style.css";
import { boot } from "../shared/boot";
import Desk from "./Desk.svelte";
import { speech } from "../words/members";

void boot(async () => {
  await speech.start(true);
  mount(Desk, { target: document.getElementById("app")! });
});
