import createClient, { type Client } from "openapi-fetch";
import type { Form } from "../model/shared/answer";
import { checkAnswer, refusalOf, Unreachable } from "./errors";
import type { paths } from "./schema";

export { Problem, Unreachable } from "./errors";
export type { Shapes } from "../model/shared/shapes";
export type Service = Client<paths>;

/** The members' typed client; the session cookie says who they are. A person's page uses the smaller `plain.ts`. */
export function serviceClient(): Service {
  return createClient<paths>({ baseUrl: location.origin, cache: "no-store", credentials: "same-origin" });
}

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

async function reply<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await call.catch((cause: unknown) => {
    throw new Unreachable("no answer", { cause });
  });
  if (!answer.response.ok) throw refusalOf(answer.response.status, answer.error);
  return answer;
}

/** What the service answered, checked. Throws Problem when it refused, Unreachable when there was no answer, or one of another form. */
export async function answer<T>(call: Promise<Answer<T>>, form: Form<NoInfer<T>>): Promise<T> {
  return checkAnswer((await reply(call)).data, form);
}

/** For what the service does without a word. Throws as `answer` does. */
export async function send(call: Promise<Answer<undefined>>): Promise<void> {
  const { status } = (await reply(call)).response;
  if (status !== 204) throw new Unreachable(`status ${status} with words`);
}
