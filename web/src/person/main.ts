import { mount } from "svelte";
import "../shared/style.css";
import { clock as serviceClock } from "../api/plain";
import { boot } from "../shared/boot";
import { scriptUrl } from "../shared/trustedTypes";
import { asUnsaved } from "../device/database";
import { speech } from "../words/person";
import { app } from "./app.svelte";
import { check, loadStored } from "./organisation";
import { lockWhenAway } from "./screenLock";
import { forgetOld, exitAfterWipe, hasLeft } from "./exit";
import { listen, pump, reload } from "./outbox";
import Person from "./Person.svelte";
import { LOADERS } from "./roomLoaders";
import { roomStore } from "./roomStore.svelte";
import { nav } from "./nav.svelte";
import { addNumbers } from "./storedNumbers";

const LOOK_AGAIN_MS = 15 * 60_000;

function clock(): void {
  app.now = Date.now();
  app.ahead = serviceClock.ahead ?? app.ownCase?.ahead ?? app.ahead;
  app.online = navigator.onLine;
}

async function start(): Promise<void> {
  if (hasLeft()) return;
  clock();
  await speech.start(true);
  app.trouble = await loadPhone().catch(asUnsaved);
  roomStore.loaders = LOADERS;
  nav.follow();
  mount(Person, { target: document.getElementById("app")! });
  setInterval(clock, 1_000);
  addEventListener("online", clock);
  addEventListener("offline", clock);
  listen(() => void exitAfterWipe());
  lockWhenAway();
  if (import.meta.env.PROD) void navigator.serviceWorker?.register(scriptUrl("/sw.js"));
  setInterval(() => void lookAgain(), LOOK_AGAIN_MS);
  addEventListener("online", () => void lookAgain());
  void lookAgain();
}

async function loadPhone(): Promise<null> {
  await Promise.all([loadStored(), reload()]);
  await forgetOld(app.now);
  return null;
}

async function lookAgain(): Promise<void> {
  await check();
  await pump();
  app.looks += 1;
}

void boot(start, addNumbers);
