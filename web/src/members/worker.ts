// The one worker that uses a member's keys; the page only hands it what is sealed.
import type { MemberSeal } from "../seal/api";
import { memberSeal } from "../seal/client";
import workerUrl from "../seal/memberWorker?worker&url";
import { scriptUrl } from "../shared/trustedTypes";

let memberWorker: MemberSeal | undefined;

/** The seal of this page; its worker starts with the first call. */
export function seal(): MemberSeal {
  memberWorker ??= memberSeal(new Worker(scriptUrl(workerUrl), { type: "module" }));
  return memberWorker;
}
