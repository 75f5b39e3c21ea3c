import { mount } from "svelte";
import "../shared/style.css";
import { boot } from "../shared/boot";
import Counsel from "./Counsel.svelte";
import { speech } from "../words/members";

void boot(async () => {
  await speech.start(true);
  mount(Counsel, { target: document.getElementById("app")! });
});
