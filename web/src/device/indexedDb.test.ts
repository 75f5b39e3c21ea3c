import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { connect, resultOf } from "./indexedDb";

const OLD = { words: {} };
const NEW = { ...OLD, lines: { keyPath: "id" } };
const first = connect("test", 1, OLD);

afterEach(() => first.wipe());

test("a newer version makes the stores that are missing, and what was kept stays", async () => {
  await first.write(["words"], (stores) => resultOf(stores("words").put("kept", "a")));
  const second = connect("test", 2, NEW);
  await second.write(["lines"], (stores) => resultOf(stores("lines").add({ id: 1 })));
  expect(await second.read(["words"], (stores) => resultOf(stores("words").get("a")))).toBe("kept");
});

test("all of a transaction happens, or nothing", async () => {
  const failing = first.write(["words"], async (stores) => {
    await resultOf(stores("words").put("half", "a"));
    throw new RangeError("no");
  });
  await expect(failing).rejects.toThrow(RangeError);
  expect(await first.read(["words"], (stores) => resultOf(stores("words").count()))).toBe(0);
});

test("who has it open lets it be wiped elsewhere, and begins anew", async () => {
  const other = connect("test", 1, OLD);
  await first.write(["words"], (stores) => resultOf(stores("words").put("old", "a")));
  await other.wipe();
  expect(await first.read(["words"], (stores) => resultOf(stores("words").count()))).toBe(0);
});

test("who has retired puts nothing back after a wipe", async () => {
  const page = connect("left", 1, OLD);
  await page.write(["words"], (stores) => resultOf(stores("words").put("old", "a")));
  page.retire();
  await page.wipe();
  void page.write(["words"], (stores) => resultOf(stores("words").put("late", "a")));
  await first.write(["words"], (stores) => resultOf(stores("words").put("other", "a")));
  expect((await indexedDB.databases()).map((database) => database.name)).not.toContain("left");
});
