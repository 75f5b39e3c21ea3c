/** What the phone knows of the organisation: fetched when there is a network, kept for when there is none. */
import { DutyList } from "../api/answers";
import { fetchDocument } from "../api/document";
import { ask, type Shapes } from "../api/plain";
import { Problem, Unreachable } from "../api/errors";
import { firstPin, sameSigners, type Trust } from "../model/person/trust";
import type { PersonSeal, PinnedRoster } from "../seal/api";
import { keep, recall } from "./values";

type Verify = Pick<PersonSeal, "verifyRoster">;
type Organisation = Shapes["Organisation"];

export interface OrganisationState {
  organisation: Organisation | null;
  trust: Trust;
}

/** What was kept, checked once more: the phone may have been off since the roster expired. */
export async function loadOrganisation(seal: Verify, now: number): Promise<OrganisationState> {
  const [organisation, roster] = await Promise.all([recall("organisation"), recall("roster")]);
  if (!organisation || !roster) return { organisation: organisation ?? null, trust: { is: "none" } };
  return { organisation, trust: await checkRoster(seal, roster.text, roster.pinned, roster.since, now) };
}

/**
 * What is known after the service has said who it is, and is asked for its roster; it keeps what it may. An organisation
 * with other signers than the pinned ones is not kept, not even its numbers. Throws Unreachable when there is no answer;
 * then what was remembered holds.
 */
export async function renewOrganisation(
  seal: Verify,
  organisation: Organisation,
  current: OrganisationState,
  now: number,
): Promise<OrganisationState> {
  const stored = await recall("roster");
  if (stored && !sameSigners(stored.pinned, organisation)) return { ...current, trust: { is: "changed" } };
  await keep("organisation", organisation);
  const text = await fetchDocument("/v1/roster", stored?.text);
  if (text === null) return { organisation, trust: stored ? current.trust : { is: "none" } };
  const since = stored?.since ?? now;
  const trust = await checkRoster(seal, text, stored?.pinned ?? firstPin(organisation), since, now);
  if (trust.is === "good") await keep("roster", { text, pinned: trust.pinned, since });
  return { organisation, trust };
}

async function checkRoster(seal: Verify, text: string, pinned: PinnedRoster, since: number, now: number): Promise<Trust> {
  try {
    return { is: "good", since, ...(await seal.verifyRoster({ text, pinned, now })) };
  } catch (error) {
    if (error instanceof Error && error.name === "Refused") return { is: "refused", reason: error.message };
    throw error;
  }
}

/** Who was on duty for the area when last heard; empty when never (the roster's counsel are taken then). */
export async function storedDuty(area: string): Promise<string[]> {
  return (await recall("duty"))?.[area] ?? [];
}

/** Who is on duty for the area now; without an answer, as last heard. */
export async function fetchDuty(area: string): Promise<string[]> {
  try {
    const { counsel } = await ask(`/v1/duty/${encodeURIComponent(area)}`, DutyList);
    await keep("duty", { ...(await recall("duty")), [area]: counsel });
    return counsel;
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Problem) return storedDuty(area);
    throw error;
  }
}
