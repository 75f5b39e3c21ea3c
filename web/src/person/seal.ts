import type { PersonSeal } from "../seal/api";
import { personSeal } from "../seal/client";
import workerUrl from "../seal/personWorker.ts?worker&url";
import { scriptUrl } from "../shared/trustedTypes";

/** Keys are made and used in a worker of their own; this page only ever holds handles of them. */
export const seal: PersonSeal = personSeal(new Worker(scriptUrl(workerUrl), { type: "module" }));
