// The demo's own door: its members' keys are made by the demo, and handed to whoever clicks. A real instance has none.
import { throwRefusal, Problem, Unreachable } from "../api/errors";
import type { Shapes } from "../api/client";
import { readBody } from "../api/plain";
import { boolean, list, members, choice, type Form, string } from "../model/shared/answer";
import type { Member, MemberSeal } from "../seal/api";
import { loadCalling, keepCalling } from "./storage";

export interface DemoMember {
  fingerprint: string;
  role: Shapes["Role"];
  name: string;
  area: string;
  /** Nobody can sign in as the robot; it is listed for its name. */
  robot: boolean;
}

interface DemoKeys {
  name: string;
  seal_key: JsonWebKey;
  sign_key: JsonWebKey;
}

const DEMO_MEMBERS: Form<{ members: DemoMember[] }> = members({
  members: list(members({ fingerprint: string, role: choice("counsel", "desk"), name: string, area: string, robot: boolean })),
});
const key = members({ x: string, y: string, d: string });
const DEMO_KEYS: Form<DemoKeys> = members({ name: string, seal_key: key, sign_key: key });

async function ask<T>(path: string, form: Form<T>, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, { ...init, cache: "no-store" }).catch((cause: unknown) => {
    throw new Unreachable("no answer", { cause });
  });
  return response.ok ? readBody(response, form) : throwRefusal(response);
}

/** The seeded members. Throws Problem (404) where there is no demo. */
export async function demoMembers(): Promise<DemoMember[]> {
  return (await ask("/demo/members", DEMO_MEMBERS)).members;
}

/** Signs in as a seeded member; her keys, kept from then on as keys that cannot be exported. Her name is filled in. */
export async function demoSignIn(seal: MemberSeal, fingerprint: string): Promise<Member> {
  const headers = { "Content-Type": "application/json" };
  const { name, seal_key, sign_key } = await ask("/demo/sign-in", DEMO_KEYS, {
    method: "POST",
    headers,
    body: JSON.stringify({ fingerprint }),
  });
  const member = await seal.importMember({ seal_key, sign_key });
  if (member.fingerprint !== fingerprint) throw new Problem(409, "other-keys", "", "");
  if (!(await loadCalling(fingerprint))) await keepCalling(fingerprint, { name, phone: "" });
  return member;
}
