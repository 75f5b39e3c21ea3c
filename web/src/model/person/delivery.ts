/**
 * The truth about delivery: what the person may be told, from what this phone and the service know. No words here.
 * Nothing is called done for which there is no proof, and the first line is the furthest thing that is true.
 */
import type { Shapes } from "../shared/shapes";
import { pressHeadline } from "./outbox";

type Status = Shapes["Status"];

/** Who comes, from the sealed message of the counsel that accepted. */
export interface Introduction {
  name: string;
  phone: string;
  /** Milliseconds since the epoch; null when not said. */
  expectedAt: number | null;
}

/** How it stands with the sealed letter while it is still on this phone. */
export interface LeavingLetter {
  tries: number;
  /** When the next try is. */
  nextAt: number;
}

export interface View {
  createdAt: number;
  storedAt: number | null;
  /** Null when nothing waits in the outbox. */
  leaving: LeavingLetter | null;
  online: boolean;
  status: Status | null;
  /** Null before the sealed message has come. */
  introduction: Introduction | null;
  /** False: the signed roster on this phone does not know who accepted. */
  verified: boolean;
  cancelledAt: number | null;
  refused: string | null;
  gone: boolean;
  /** What this phone shows of the press while nobody comes. */
  proof: "none" | "working" | "shown";
}

export type Headline =
  | "no_network"
  | "leaving"
  | "no_answer"
  | "refused"
  | "stored"
  | "asking"
  | "ringing"
  | "opened"
  | "desk"
  | "crowded"
  | "handed_back"
  | "accepted"
  | "unverified"
  | "en_route"
  | "arrived"
  | "cancelling"
  | "closed"
  | "gone"
  | "never";

export type Mark = "done" | "now" | "lost";

export type Line = { mark: Mark; at: number | null } & (
  | { is: "saved" | "no_network" | "leaving" | "refused" | "stored" | "asking" | "accepted" | "accepted_unnamed" }
  | { is: "unverified" | "en_route" | "arrived" | "cancelling" | "closed" | "gone" | "handed_back" | "working" | "shown" }
  | { is: "no_answer"; nextAt: number }
  | { is: "rang" | "opened"; count: number }
  | { is: "asked"; count: number }
  | { is: "desk"; because: string }
);

export interface Delivery {
  headline: Headline;
  lines: Line[];
  /** Nobody may be coming: the numbers to call belong on the screen itself. */
  call: boolean;
  /** Nothing more will happen. */
  over: boolean;
}

export function delivery(input: View): Delivery {
  // A status is a proof of storage too, when the answer to the press itself was lost.
  const view = { ...input, storedAt: input.storedAt ?? input.status?.stored_at ?? null };
  const lines = [...phoneLines(view), ...serviceLines(view)];
  const headline = headlineOf(view);
  return { headline, lines, call: CALL.has(headline), over: OVER.has(headline) };
}

const CALL: ReadonlySet<Headline> = new Set(["no_network", "no_answer", "refused", "desk", "crowded", "handed_back", "unverified", "gone"]);
const OVER: ReadonlySet<Headline> = new Set(["refused", "closed", "gone", "never"]);

function headlineOf(view: View): Headline {
  const { status } = view;
  if (view.refused !== null) return "refused";
  if (status?.state === "closed") return "closed";
  if (view.gone) return wasNeverStored(view) ? "never" : "gone";
  if (view.cancelledAt !== null) return "cancelling";
  if (view.storedAt === null) return unstoredHeadline(view);
  if (status === null) return "stored";
  if (status.state === "desk") return status.desk_reason === "crowded" && view.proof !== "shown" ? "crowded" : "desk";
  if (status.state === "waiting" && status.handed_back) return "handed_back";
  if (status.state !== "waiting") return view.verified ? status.state : "unverified";
  if (status.opened > 0) return "opened";
  if (status.phones_shown > 0) return "ringing";
  return status.asked > 0 ? "asking" : "stored";
}

/** Cancelled before the service had it. */
const wasNeverStored = (view: View): boolean => view.cancelledAt !== null && view.storedAt === null;

const unstoredHeadline = ({ online, leaving }: View): ReturnType<typeof pressHeadline> => pressHeadline(online, leaving?.tries ?? 0);

/** What happened on this phone. */
function phoneLines(view: View): Line[] {
  const saved: Line = { is: "saved", mark: "done", at: view.createdAt };
  if (view.refused !== null) return [saved, { is: "refused", mark: "lost", at: null }];
  if (view.storedAt !== null) return [saved, { is: "stored", mark: "done", at: view.storedAt }];
  if (view.gone || view.cancelledAt !== null) return [saved];
  const how = unstoredHeadline(view);
  if (how === "no_answer") return [saved, { is: how, mark: "now", at: null, nextAt: view.leaving?.nextAt ?? 0 }];
  return [saved, { is: how, mark: "now", at: null }];
}

/** What happened at the service, as far as it is known. */
function serviceLines(view: View): Line[] {
  const { status } = view;
  const over = endLines(view);
  if (status === null || view.refused !== null) return over;
  return [...searchLines(status, over.length > 0), ...proofLines(status, view, over.length > 0), ...counselLines(status, view), ...over];
}

/** What this phone does so that the call goes before false ones. */
function proofLines(status: Status, { proof }: View, over: boolean): Line[] {
  if (over || status.counsel !== null || proof === "none") return [];
  return [{ is: proof, mark: proof === "shown" ? "done" : "now", at: null }];
}

/** How far the search for counsel got. */
function searchLines(status: Status, over: boolean): Line[] {
  const lines: Line[] = [];
  if (status.handed_back && !over) lines.push({ is: "handed_back", mark: "lost", at: null });
  if (status.phones_shown > 0) lines.push({ is: "rang", mark: "done", at: null, count: status.phones_shown });
  if (status.opened > 0) lines.push({ is: "opened", mark: "done", at: null, count: status.opened });
  if (over) return lines;
  if (status.state === "desk") lines.push({ is: "desk", mark: "now", at: null, because: status.desk_reason ?? "" });
  if (status.state === "waiting") {
    if (status.asked > status.phones_shown) lines.push({ is: "asked", mark: "now", at: null, count: status.asked });
    else lines.push({ is: "asking", mark: "now", at: null });
  }
  return lines;
}

/** Who comes, and how far she is. A name is only ever told from her own sealed message. */
function counselLines(status: Status, { introduction, verified }: View): Line[] {
  if (status.counsel === null) return [];
  const at = status.accepted_at;
  if (!verified) return [{ is: "unverified", mark: "lost", at }];
  const lines: Line[] = [{ is: introduction ? "accepted" : "accepted_unnamed", mark: "done", at }];
  if (status.state === "en_route") lines.push({ is: "en_route", mark: "now", at: null });
  if (status.arrived_at !== null) lines.push({ is: "arrived", mark: "done", at: status.arrived_at });
  return lines;
}

function endLines(view: View): Line[] {
  const { status, cancelledAt, gone } = view;
  if (status?.state === "closed") return [{ is: "closed", mark: "done", at: null }];
  if (gone) return wasNeverStored(view) ? [] : [{ is: "gone", mark: "lost", at: null }];
  if (cancelledAt !== null) return [{ is: "cancelling", mark: "now", at: cancelledAt }];
  return [];
}
