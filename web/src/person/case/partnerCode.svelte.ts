/** The code of a partner's link: it is kept for the next call, and the screen says so until that was read. */
import { asUnsaved } from "../../device/database";
import { keep } from "../../device/values";
import { codeIn } from "../../model/person/proof";
import { app } from "../app.svelte";

class PartnerCode {
  /** What is said of it now. */
  notice = $state<"kept" | "given" | null>(null);

  /** Takes the code out of the address, if one stands there. */
  async take(): Promise<void> {
    const code = codeIn(location.hash);
    if (code === null) return;
    history.replaceState(history.state, "", location.pathname);
    try {
      await keep("voucher", { code, from: 0 });
      this.notice = "kept";
    } catch (error) {
      app.trouble = asUnsaved(error);
    }
  }

  /** It has gone with a call. */
  spend(): void {
    if (this.notice === "kept") this.notice = "given";
  }
}

export const partnerCode = new PartnerCode();
