import { expect, it } from "vitest";
import { UNASKED_ACCESS } from "../../seal/sizes";
import { roster, vectors } from "../../seal/vectors.fixture";
import { counselAmong, planAccess } from "./access";

const { members } = vectors("cast");
const [anna, boris, gleb, zoya] = ["anna", "boris", "gleb", "zoya"].map((name) => members[name]!.id) as [string, string, string, string];

it("nobody outside the roster gets access, and no dispatcher, whomever the service names", () => {
  expect(counselAmong([zoya, gleb, anna, anna, "nobody"], roster())).toEqual([anna]);
});

it("nobody is given access twice", () => {
  expect(planAccess([anna, boris], roster(), new Set([anna]))).toEqual({ admit: [boris], wait: [] });
});

it("no more than the limit for one card, however often the service asks", () => {
  const many = Array.from({ length: 20 }, (_, at) => ({ ...roster().members[0]!, fingerprint: `counsel ${at}` }));
  const held = { ...roster(), members: many };
  const given = new Set<string>();
  for (const member of many) {
    for (const kid of planAccess([member.fingerprint], held, given).admit) given.add(kid);
  }
  expect(given.size).toBe(UNASKED_ACCESS);
  const { admit, wait } = planAccess(
    many.map((member) => member.fingerprint),
    held,
    new Set(),
  );
  expect([admit.length, wait.length]).toEqual([UNASKED_ACCESS, 20 - UNASKED_ACCESS]);
});
