/**
 * Writes `src/api/answers.ts`: a check for each thing that the service may answer, from its own description. `node build/answers.ts`
 * after `openapi.json` has changed (`make api` does both); with `--check` it only says when it has not been run.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";

interface Schema {
  $ref?: string;
  type?: "string" | "integer" | "number" | "boolean" | "array" | "object" | "null";
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

interface Response {
  content?: Record<string, { schema?: Schema }>;
}

export interface Description {
  paths: Record<string, Record<string, { responses: Record<string, Response> }>>;
  components: { schemas: Record<string, Schema> };
}

const nameOf = ($ref: string): string => $ref.split("/").pop() ?? "";

/** What is answered when all goes well, by name. */
function answerNames({ paths }: Description): string[] {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const successes = operations.flatMap(({ responses }) => Object.entries(responses).filter(([status]) => status.startsWith("2")));
  return successes.flatMap(([, { content = {} }]) =>
    Object.values(content).flatMap(({ schema }) => (schema?.$ref ? [nameOf(schema.$ref)] : [])),
  );
}

/** The names that a schema is made of. */
function namedIn({ $ref, anyOf = [], items, properties = {}, additionalProperties }: Schema): string[] {
  const more = typeof additionalProperties === "object" ? [additionalProperties] : [];
  const inner = [...anyOf, ...(items ? [items] : []), ...Object.values(properties), ...more];
  return [...($ref ? [nameOf($ref)] : []), ...inner.flatMap(namedIn)];
}

/** All that is needed for `wanted`, each after what it is made of. */
function inOrder(schemas: Record<string, Schema>, wanted: readonly string[], done: Set<string> = new Set()): Set<string> {
  for (const name of wanted) {
    if (done.has(name)) continue;
    inOrder(schemas, namedIn(schemas[name] ?? {}), done);
    done.add(name);
  }
  return done;
}

const PLAIN: Record<string, string> = { string: "string", integer: "integer", number: "number", boolean: "boolean" };

/** A schema as the checks of `model/shared/answer.ts`. Throws for a form that nobody has needed yet. */
export function checkOf(schema: Schema): string {
  const { $ref, type, anyOf, items, properties, required = [], additionalProperties } = schema;
  if ($ref) return nameOf($ref);
  if (schema.enum) return `choice(${schema.enum.map((value) => JSON.stringify(value)).join(", ")})`;
  const [first, second, ...others] = anyOf ?? [];
  if (first && second?.type === "null" && others.length === 0) return `nullable(${checkOf(first)})`;
  if (type === "array" && items) return `list(${checkOf(items)})`;
  if (type === "object" && properties) return fieldsOf(properties, required);
  if (type === "object") return `record(${typeof additionalProperties === "object" ? checkOf(additionalProperties) : "anyValue"})`;
  const plain = PLAIN[type ?? ""];
  if (!plain) throw new Error(`no check for ${JSON.stringify(schema)}`);
  return plain;
}

function fieldsOf(properties: Record<string, Schema>, required: readonly string[]): string {
  const fieldList = (names: string[]): string => `{ ${names.map((name) => `${name}: ${checkOf(properties[name] ?? {})}`).join(", ")} }`;
  const names = Object.keys(properties);
  const optional = names.filter((name) => !required.includes(name));
  const needed = fieldList(names.filter((name) => required.includes(name)));
  return optional.length > 0 ? `members(${needed}, ${fieldList(optional)})` : `members(${needed})`;
}

/** The whole module, as it stands in the repository. */
export async function moduleText(description: Description): Promise<string> {
  const { schemas } = description.components;
  const names = [...inOrder(schemas, answerNames(description).sort())];
  const checks = names.map((name) => `export const ${name}: Form<Shapes["${name}"]> = ${checkOf(schemas[name] ?? {})};`);
  const body = checks.join("\n");
  const used = ["anyValue", "boolean", "integer", "list", "members", "nullable", "number", "choice", "record", "string"];
  const imports = used.filter((name) => new RegExp(`\\b${name}\\b[(,; )]`).test(body.replaceAll(/\b\w+: /g, "")));
  const head = `/** What the service may answer, as checks: made by \`make api\` from its own description, not by hand. */
import { ${[...imports, "type Form"].join(", ")} } from "../model/shared/answer";
import type { Shapes } from "../model/shared/shapes";
`;
  return format(`${head}\n${body}\n`, { ...(await resolveConfig(import.meta.filename)), parser: "typescript" });
}

const ROOT = join(import.meta.dirname, "..");
export const ANSWERS = join(ROOT, "src/api/answers.ts");
export const description = (): Description => JSON.parse(readFileSync(join(ROOT, "openapi.json"), "utf8")) as Description;

if (import.meta.main) {
  const text = await moduleText(description());
  if (!process.argv.includes("--check")) writeFileSync(ANSWERS, text);
  else if (text !== readFileSync(ANSWERS, "utf8")) {
    console.error("web/src/api/answers.ts is stale: run make api");
    process.exitCode = 1;
  }
}
