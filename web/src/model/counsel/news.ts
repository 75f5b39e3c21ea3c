// What came to her and what left her without her doing: she is told, and says that she has read it.
import type { CounselView } from "../shared/shapes";

export interface News {
  /** Cases that she was given because she is at the place or coming there. */
  given: readonly string[];
  /** Cases that are no longer hers. */
  left: readonly string[];
}

export const NO_NEWS: News = { given: [], left: [] };

/** The news after `now` was heard; `own` are cases that she ended or gave back here. Of the first view nothing is news. */
export function newsAfter(news: News, before: CounselView | null, now: CounselView, own: ReadonlySet<string>): News {
  if (before === null) return news;
  const [had, has] = [ids(before), ids(now)];
  const given = now.cases.filter((client) => client.expected_at !== null && !had.has(client.case_id));
  const lost = before.cases.filter((client) => !has.has(client.case_id) && !own.has(client.case_id));
  if (given.length === 0 && lost.length === 0) return news;
  return {
    given: [...news.given.filter((id) => has.has(id)), ...given.map((client) => client.case_id)],
    left: [...news.left.filter((id) => !has.has(id)), ...lost.map((client) => client.case_id)],
  };
}

function ids(view: CounselView): ReadonlySet<string> {
  return new Set(view.cases.map((client) => client.case_id));
}
