import type { Codes } from "./api.ts";

/** The codes of who has chosen none. No cryptography: safe to load with a page. */
export const CODES: Codes = { fine: "fine", duress: "duress" };
