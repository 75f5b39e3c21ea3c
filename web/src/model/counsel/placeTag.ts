// Which of her clients' places the page of a counsel tags: of those whose cards she has had before her eyes here, and those
// that were tagged before, on another day. Nobody else's, for that she was given a case is no look (docs/decisions/0014).
import type { CounselCase } from "../shared/shapes";

export function wantsTag(client: CounselCase, looked: ReadonlySet<string>): boolean {
  if (client.need === "drill" || (client.state !== "accepted" && client.state !== "en_route")) return false;
  return client.place_tag !== null || looked.has(client.case_id);
}
