/** Brings what the phone knows of the organisation onto the screen, and keeps it fresh. */
import { Problem, Unreachable } from "../api/errors";
import { Organisation } from "../api/answers";
import { ask } from "../api/plain";
import { asUnsaved } from "../device/database";
import { loadDirectory, renewDirectory } from "../device/directory";
import { fetchDuty, type OrganisationState, loadOrganisation, renewOrganisation } from "../device/organisation";
import { keep, recall } from "../device/values";
import { nearestArea } from "../model/person/place";
import { app } from "./app.svelte";
import { readPosition } from "./position";
import { seal } from "./seal";

/** What is kept on the phone and can be shown at once. */
export async function loadStored(): Promise<void> {
  const [organisation, area, directory] = await Promise.all([recall("organisation"), recall("area"), loadDirectory(Date.now())]);
  const [draft, positioned] = await Promise.all([recall("draft"), recall("positioned")]);
  const [locked, pin, snatched] = await Promise.all([recall("prepared"), recall("pin"), recall("snatched")]);
  app.service = organisation ?? null;
  app.directory = directory;
  app.area = area ?? null;
  app.positioned = positioned ?? false;
  if (draft) app.drafts = { ...app.drafts, [draft.for]: draft };
  app.keptPlain = draft !== undefined;
  app.locked = locked ?? null;
  app.snatched = snatched ?? false;
  app.pin = pin ?? null;
  app.barred = pin !== undefined;
  adjustArea();
}

let checkPromise: Promise<void> = Promise.resolve();

/** Resolves once it is known whether this phone may seal: from what it keeps, else from what the service sends. */
export const untilChecked = (): Promise<void> => checkPromise;

/** Checks what is kept, then what the service sends; without an answer, what is kept holds. */
export function check(): Promise<void> {
  // What was refused stays refused until the service has sent something better.
  const stored = ["refused", "changed"].includes(app.trust.is) ? Promise.resolve() : recheck();
  const fresh = stored.then(refresh);
  checkPromise = stored.then(() => (app.trust.is === "good" ? undefined : fresh));
  return fresh;
}

async function recheck(): Promise<void> {
  const nothing: OrganisationState = { organisation: null, trust: { is: "none" } };
  const state = await loadOrganisation(seal, Date.now()).catch((error: unknown) => (asUnsaved(error), nothing));
  // On a first visit it is not alarming that nothing is kept: the service is being asked.
  const asking = state.trust.is === "none" && app.trust.is === "checking";
  show(asking ? { ...state, trust: app.trust } : state);
}

async function refresh(): Promise<void> {
  try {
    const organisation = await ask("/v1/organisation", Organisation);
    // On a first visit its numbers are there at once, also where nothing can be kept.
    app.service ??= organisation;
    const state = await renewOrganisation(seal, organisation, { organisation: app.service, trust: app.trust }, Date.now());
    if (state.trust.is === "good") app.directory = await renewDirectory(seal, state.trust.pinned, Date.now());
    show(state);
    adjustArea();
    if (app.area !== null) await fetchDuty(app.area);
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof Problem)) app.trouble = asUnsaved(error);
  } finally {
    if (app.trust.is === "checking") app.trust = { is: "none" };
  }
}

/** Without a directory there is no area to press for: it is needed as the roster is. */
function show({ organisation, trust }: OrganisationState): void {
  const { held, refused } = app.directory;
  app.service = organisation;
  if (trust.is !== "good" || held) app.trust = trust;
  else app.trust = refused === null ? { is: "none" } : { is: "refused", reason: refused };
}

/** Forgets an area that is no longer on the list; where there is but one, it is that. */
function adjustArea(): void {
  const areas = app.organisation?.areas ?? [];
  if (areas.length === 1) app.area = areas[0]?.area ?? null;
  if (areas.length > 0 && !areas.some((area) => area.area === app.area)) app.area = null;
}

/** The person picks where she (or who she presses for) is. Who is on duty there is asked meanwhile. */
export async function chooseArea(area: string): Promise<void> {
  if (area !== app.area) app.say({ place: null });
  app.area = area;
  await keep("area", area);
  void fetchDuty(area);
}

/** Takes the phone's position: the nearest area goes in clear, the point itself only into the sealed card. */
export async function takePosition(patience: number): Promise<boolean> {
  // On a first visit the areas are still on their way.
  const [position] = await Promise.all([readPosition(patience), untilChecked()]);
  const area = position && nearestArea(app.organisation?.areas ?? [], position);
  if (!area) return false;
  app.position = position;
  app.positioned = true;
  await keep("positioned", true);
  await chooseArea(area.area);
  return true;
}

/** The position stays out of what is sealed from now on. */
export async function dropPosition(): Promise<void> {
  app.position = null;
  app.positioned = false;
  await keep("positioned", false);
}
