/** For tests of what a person's phone hears. */
import type { Shapes } from "../shared/shapes";

export const statusOf = (more: Partial<Shapes["Status"]> = {}): Shapes["Status"] => ({
  case_id: "c",
  version: 1,
  changed: 1,
  state: "waiting",
  stored_at: 20,
  asked: 0,
  phones_shown: 0,
  opened: 0,
  counsel: null,
  handed_back: false,
  accepted_at: null,
  arrived_at: null,
  disposition: null,
  messages: 0,
  desk_reason: null,
  ...more,
});
