import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { DockerfileParser, type Copy, type Instruction } from "dockerfile-ast";

const run = promisify(execFile);

/** What the Dockerfile's last stage has, and how it starts. */
export interface Image {
  /** Its working directory. */
  folder: string;
  environment: Record<string, string>;
  user: string;
  entrypoint: string[];
  remove: () => Promise<void>;
}

interface Stage {
  name: string;
  /** An image, or a stage before it. */
  base: string;
  instructions: Instruction[];
}

/**
 * Follows the Dockerfile in a clean folder: its files, its commands, in its order. Two things are not the image's own: Node and the
 * system are this machine's, and what `npm ci` installs is copied from the checkout, which has it by the same command.
 */
export async function followDockerfile(): Promise<Image> {
  const stages = readStages(await readFile("Dockerfile", "utf8"));
  const last = stages.at(-1);
  const source = last?.instructions.map(copiesFrom).find((name) => name !== undefined);
  if (!last || !source) throw new Error("The last stage of the Dockerfile copies nothing from a stage before it");
  const folder = await mkdtemp(join(tmpdir(), "inventory-image-"));
  for (const { instructions } of stagesUpTo(source, stages)) {
    for (const instruction of instructions) await follow(instruction, folder);
  }
  return {
    folder,
    environment: Object.fromEntries(allOf("ENV", last).map((pair) => pair.split("=", 2) as [string, string])),
    user: allOf("USER", last).at(-1) ?? "root",
    entrypoint: JSON.parse(allOf("ENTRYPOINT", last).join(" ")) as string[],
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function readStages(dockerfile: string): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions()) {
    const [base = "", , name = ""] = wordsOf(instruction);
    if (instruction.getKeyword() === "FROM") stages.push({ base, name, instructions: [] });
    else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

/** The stage of this name, after those that it builds on. */
function stagesUpTo(name: string, stages: readonly Stage[]): Stage[] {
  const stage = stages.find((candidate) => candidate.name === name);
  return stage ? [...stagesUpTo(stage.base, stages), stage] : [];
}

function copiesFrom(instruction: Instruction): string | undefined {
  if (instruction.getKeyword() !== "COPY") return undefined;
  return (instruction as Copy).getFromFlag()?.getValue() ?? undefined;
}

function wordsOf(instruction: Instruction): string[] {
  return instruction.getArguments().map((argument) => argument.getValue());
}

/** The words of all instructions of a kind. */
function allOf(keyword: string, { instructions }: Stage): string[] {
  return instructions.filter((instruction) => instruction.getKeyword() === keyword).flatMap(wordsOf);
}

async function follow(instruction: Instruction, folder: string): Promise<void> {
  const words = wordsOf(instruction);
  switch (instruction.getKeyword()) {
    case "COPY":
      await copyFromCheckout(words.slice(0, -1), folder);
      return;
    case "RUN":
      await execute(words.join(" "), folder);
      return;
    case "WORKDIR":
      return;
    default:
      throw new Error(`Nobody has thought yet of how to follow: ${instruction.toString()}`);
  }
}

/** Copies what Docker sees of these files and folders, each of which keeps its place. */
async function copyFromCheckout(paths: readonly string[], folder: string): Promise<void> {
  const ignored = (await readFile(".dockerignore", "utf8")).split("\n");
  const { stdout } = await run("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...paths]);
  const files = stdout.split("\n").filter((file) => file !== "" && !ignored.includes(file.split("/")[0] ?? ""));
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(file, join(folder, file));
  }
}

async function execute(command: string, folder: string): Promise<void> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production" } as const;
  const isInstallation = command.startsWith("npm ci");
  if (isInstallation) await run("cp", ["-r", "node_modules", folder]);
  await run("sh", ["-c", isInstallation ? "npm run postinstall" : command], { cwd: folder, env });
}
