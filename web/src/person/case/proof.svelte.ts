/**
 * What a press shows of itself once it is stored: a code if the phone has one, else some seconds of work while many wait.
 * Nothing of it holds the press up, and a failure costs nothing but the place in the line.
 */
import { WantedWork } from "../../api/answers";
import { Problem, Unreachable } from "../../api/errors";
import { ask, reach } from "../../api/plain";
import type { StoredCase } from "../../device/cases";
import { drop, keep, recall, type Values } from "../../device/values";
import { isNeeded, leavesCode, PIECE_TRIES, usable, WORK_MS } from "../../model/person/proof";
import { app } from "../app.svelte";
import { partnerCode } from "./partnerCode.svelte";
import { seal } from "../seal";

const DAY_MS = 86_400_000;
/** A code that a drill left counts from the third day (UTC) on. */
const DRILL_DAYS = 3;

class Proof {
  /** For the case of that id: nothing, at work, or shown. */
  caseId = $state("");
  stage = $state<"none" | "working" | "shown">("none");
}

export const proof = new Proof();
let isRunning = false;
let leftBy = "";

/** At each change of the case. */
export async function prove(ownCase: StoredCase | null): Promise<void> {
  if (leavesCode(ownCase)) return leaveCode(ownCase!.caseId);
  if (!isNeeded(ownCase) || isRunning || (proof.caseId === ownCase!.caseId && proof.stage === "shown")) return;
  isRunning = true;
  try {
    await show(ownCase!.caseId);
  } catch (error) {
    // The next status tries again.
    if (!(error instanceof Unreachable || error instanceof Problem)) throw error;
  } finally {
    isRunning = false;
    if (proof.stage === "working") proof.stage = "none";
  }
}

async function show(caseId: string): Promise<void> {
  if (proof.caseId !== caseId) proof.stage = "none";
  proof.caseId = caseId;
  if (await showCode(caseId)) proof.stage = "shown";
  else if (await showWork(caseId)) proof.stage = "shown";
}

async function showCode(caseId: string): Promise<boolean> {
  const names = ["voucher", "drillVoucher"] as const;
  const stored = await Promise.all(names.map(async (name) => ({ name, ...(await recall(name)) })));
  const found = usable(stored.map(withCode), Date.now() + app.ahead);
  if (!found || !(await tell("/v1/vouchers", { case_id: caseId, code: found.code }))) return false;
  await drop(found.name);
  if (found.name === "voucher") partnerCode.spend();
  return true;
}

type NamedVoucher = { name: "voucher" | "drillVoucher" } & Partial<Values["voucher"]>;
const withCode = ({ name, code, from }: NamedVoucher) => (code === undefined || from === undefined ? undefined : { name, code, from });

async function showWork(caseId: string): Promise<boolean> {
  const { bits, nonce } = await ask("/v1/work", WantedWork);
  if (bits === 0) return false;
  proof.stage = "working";
  const ends = performance.now() + WORK_MS;
  let best = { number: 0, bits: -1 };
  for (let from = 0; best.bits < bits && performance.now() < ends; from += PIECE_TRIES) {
    if (app.ownCase?.caseId !== caseId || !isNeeded(app.ownCase)) return false;
    const found = await seal.findWork({ nonce, caseId, from, tries: PIECE_TRIES, bits });
    if (found.bits > best.bits) best = found;
  }
  return tell("/v1/work", { nonce, case_id: caseId, number: best.number });
}

/** Once for each drill; the next one puts another code in its place. */
async function leaveCode(caseId: string): Promise<void> {
  if (leftBy === caseId) return;
  leftBy = caseId;
  const { token, tokenSha256 } = await seal.makeOwner({});
  if (!(await tell("/v1/vouchers", { case_id: caseId, code_sha256: tokenSha256 }, "PUT"))) return;
  const now = Date.now() + app.ahead;
  await keep("drillVoucher", { code: token, from: now - (now % DAY_MS) + DRILL_DAYS * DAY_MS });
}

async function tell(path: string, body: object, method: "POST" | "PUT" = "POST"): Promise<boolean> {
  const response = await reach(path, { body: JSON.stringify(body), method });
  return response?.ok ?? false;
}
