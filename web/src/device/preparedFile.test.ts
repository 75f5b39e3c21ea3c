import { expect, test } from "vitest";
import { isLongEnough, lock, newKey, unlock } from "./preparedFile";

const FILE = { name: "Вера Орлова", birth_date: "1990-04-01", phone: "", tell: "Anna", medical: "", notes: "" };
const PREPARED = { file: FILE, language: "ru" };

test("the passphrase opens it, another one does not, and trying changes nothing", async () => {
  const locked = await lock(await newKey("four words of mine"), PREPARED);
  expect(await unlock("four words of yours", locked)).toBeNull();
  expect((await unlock(" four words of mine ", locked))?.prepared).toEqual(PREPARED);
});

test("the key of this session locks it anew, and the passphrase still opens it", async () => {
  const first = await lock(await newKey("four words of mine"), PREPARED);
  const opened = await unlock("four words of mine", first);
  const second = await lock(opened!.key, { ...PREPARED, language: null });
  expect(second.iv).not.toEqual(first.iv);
  expect((await unlock("four words of mine", second))?.prepared.language).toBeNull();
});

test("nothing of it is readable, and its length says nothing", async () => {
  const key = await newKey("four words of mine");
  const [short, other] = [await lock(key, PREPARED), await lock(key, { ...PREPARED, file: { ...FILE, notes: "n".repeat(500) } })];
  expect(short.sealed.byteLength).toBe(other.sealed.byteLength);
  expect(new TextDecoder().decode(short.sealed)).not.toContain("Вера");
});

test("a short passphrase is not taken", () => {
  expect(["", "123456789", "         1"].map(isLongEnough)).toEqual([false, false, false]);
  expect(isLongEnough("четырежды4")).toBe(true);
});
