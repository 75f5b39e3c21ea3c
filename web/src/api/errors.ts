import { isTemporary } from "../model/shared/retry";
import { fits, type Form } from "../model/shared/answer";

/** The service said no, and why: an RFC 9457 problem document. `kind` is the end of its type. */
export class Problem extends Error {
  override readonly name = "Problem";
  constructor(
    readonly status: number,
    readonly kind: string,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${status} ${kind}: ${detail}`);
  }
}

/** Nothing came back: no network, a broken connection, or a server that cannot answer now. Worth trying again. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** What `text` says, as the service describes it. Throws Unreachable: what says anything else is not the service, or another version. */
export function readAnswer<T>(text: string, form: Form<T>): T {
  try {
    return checkAnswer(JSON.parse(text), form);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Unreachable("no JSON", { cause });
    throw cause;
  }
}

/** The same of what is parsed already. */
export function checkAnswer<T>(answer: unknown, form: Form<T>): T {
  if (fits(answer, form)) return answer;
  throw new Unreachable("not as described");
}

const KIND = /^urn:habeas:problem:(.+)$/;

/** Of a problem document: the end of its type; undefined for what is none, and so came from something in between. */
export function problemKind(body: unknown): string | undefined {
  return KIND.exec(String((body as { type?: unknown } | null | undefined)?.type))?.[1];
}

/** Why an answer is no success: the service refused, or something else answered for it. */
export function refusalOf(status: number, body: unknown): Problem | Unreachable {
  const kind = problemKind(body);
  if (isTemporary(status) || kind === undefined) return new Unreachable(`status ${status}`);
  const { title, detail } = body as { title?: unknown; detail?: unknown };
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return new Problem(status, kind, text(title), text(detail));
}

/** Says why `response` is no success: throws Problem when the service refused, Unreachable when it could not answer. */
export async function throwRefusal(response: Response): Promise<never> {
  const body: unknown = await response.json().catch(() => undefined);
  throw refusalOf(response.status, body);
}
