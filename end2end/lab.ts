// A lab of a test's own: a server on a fresh folder, and builders that work through its API in the lab's words.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type APIResponse, type BrowserContext, expect } from "@playwright/test";
import { csv, type Listed } from "./machine.ts";

export const PERSON = "Anna Berger";
export const PASSWORD = "Film hat zwei Enden";

export type Project = { id: number; name: string; folder: string; documents: Listed[] };
export type Roll = {
  roll: number;
  id: string;
  film: string;
  stage: string;
  number: string | null;
  documents: number;
  frames: number;
  attempts: number;
};
export type Finished = {
  outcome: string;
  number: string | null;
  findings: { kind: string; sentence: string }[];
  temp_roll: string | null;
  rest_mm: number;
};
export type Entry = { seq: number; actor: string; action: string };

/** Something was said that was not listened to within so many milliseconds. */
const LONGEST_START = 30_000;

export class Lab {
  private token = "";
  private projects = 0;

  private constructor(
    private server: ChildProcess,
    private readonly folder: string,
    private readonly console: { text: string },
    readonly url: string,
  ) {}

  /** Starts a server on a folder of its own and waits until it listens. */
  static async open(options: { demo?: boolean; importRoot?: string } = {}): Promise<Lab> {
    const folder = await mkdtemp(join(tmpdir(), "rollcall-story-"));
    const flags = [options.demo ? ["--demo"] : [], options.importRoot ? ["--import-root", options.importRoot] : []];
    const console = { text: "" };
    const { server, url } = await serve(folder, "127.0.0.1:0", flags.flat(), console);
    return new Lab(server, folder, console, url);
  }

  /** The server goes away, as when its machine loses power. */
  async goDown(): Promise<void> {
    const ended = new Promise((resolve) => this.server.once("exit", resolve));
    this.server.kill("SIGKILL");
    await ended;
  }

  /** It comes back at the same address, on the same folder. */
  async comeBack(): Promise<void> {
    this.server = (await serve(this.folder, new URL(this.url).host, [], { text: "" })).server;
  }

  async close(): Promise<void> {
    if (this.server.exitCode === null && this.server.signalCode === null) await this.goDown();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** What the server printed on its console. */
  get printed(): string {
    return this.console.text;
  }

  /** The one-time link from the console. */
  get setupLink(): string {
    const found = /\/setup\?token=\S+/.exec(this.console.text);
    if (!found) throw new Error(`The console shows no link:\n${this.console.text}`);
    return found[0];
  }

  /** Sends the set-up form, which also signs this browser in; then makes the token the builders use. */
  async found(context: BrowserContext): Promise<void> {
    const token = new URL(this.setupLink, this.url).searchParams.get("token") ?? "";
    const form = { token, lab: "Filmlabor Nordend", name: PERSON, password: PASSWORD, repeated: PASSWORD };
    await entered(await context.request.post(`${this.url}/setup`, { form, maxRedirects: 0, headers: this.origin }));
    await this.useTokenOf(context);
  }

  /** Signs this browser in as somebody who has a password. */
  async signIn(context: BrowserContext, name = PERSON, password = PASSWORD): Promise<void> {
    const form = { name, password, next: "/" };
    await entered(await context.request.post(`${this.url}/sign-in`, { form, maxRedirects: 0, headers: this.origin }));
  }

  /** Takes somebody on, by the form that the person of this browser sends. */
  async takeOn(context: BrowserContext, name: string, roles: string[]): Promise<void> {
    const form = new FormData();
    for (const [field, value] of [["name", name], ["password", PASSWORD], ["password_again", PASSWORD]]) form.set(field, value);
    for (const role of roles) form.append("roles", role);
    const options = { multipart: form, maxRedirects: 0, headers: { ...this.origin, referer: `${this.url}/people` } };
    const answer = await context.request.post(`${this.url}/people/add`, options);
    expect(answer.headers().location, await answer.text()).toMatch(/^\/people\?done=\d+$/);
  }

  /** Lets the builders work with a token made by the person of this browser. */
  async useTokenOf(context: BrowserContext, label = "Bernd Vogt", roles = "admin,planner,operator,quality"): Promise<void> {
    const data = { label, roles };
    const answer = await context.request.post(`${this.url}/api/v1/tokens`, { data, headers: this.origin });
    expect(answer.status(), await answer.text()).toBe(200);
    this.token = (await answer.json()).token;
  }

  /** Registers a project; without a name it gets the next one. */
  async register(list: Listed[], name = `RRD${123 + this.projects++}-2025`, site = "OU"): Promise<Project> {
    const query = new URLSearchParams({ archive_id: name, site, doc_type: "Certificates", name: "list.csv" });
    const { project } = await this.post<{ project: number }>(`/film/projects?${query}`, csv(list));
    return { id: project, name, folder: `${name}_${site}_Certificates`, documents: list };
  }

  /** Accepts a plan and returns its rolls. */
  async plan(project: Project, capacity16?: number): Promise<Roll[]> {
    await this.post(`/film/projects/${project.id}/plan`, { capacity16, accept: true });
    return this.rolls(project);
  }

  /** Projects that were registered in the browser. */
  async projectsNamed(name: string): Promise<Project[]> {
    const all = await this.get<{ project: number; archive_id: string; site: string; doc_type: string }[]>("/film/projects");
    const named = all.filter((project) => project.archive_id === name);
    return named.map(({ project, site, doc_type }) => {
      return { id: project, name, folder: `${name}_${site}_${doc_type}`, documents: [] };
    });
  }

  async rolls(project: Project): Promise<Roll[]> {
    return this.get<Roll[]>(`/film/rolls?project=${project.id}`);
  }

  async start(roll: Roll, on?: string): Promise<void> {
    await this.post(`/film/rolls/${roll.roll}/start`, { on, machine: "1" });
  }

  async finish(roll: Roll, proof: { frames?: number; failed?: string; log?: Buffer; name?: string }): Promise<Finished> {
    const { log, name = "10000008.LOG", ...counted } = proof;
    const sent = log ? { log: { name, content: log.toString("base64") } } : counted;
    return this.post<Finished>(`/film/rolls/${roll.roll}/finish`, sent);
  }

  /** Rejects the film of a roll for a scratch; its number is kept, or void for ever. */
  async rework(roll: Roll, number: "keep" | "void"): Promise<void> {
    await this.post("/film/rework", { rolls: [roll.id], reason: "scratch", number });
  }

  /** Films a roll from start to number, the frames counted. */
  async film(roll: Roll): Promise<string> {
    await this.start(roll);
    const { number } = await this.finish(roll, { frames: roll.frames });
    return number ?? "";
  }

  /** Develops films in one run with these densities. */
  async develop(rolls: Roll[], density: string): Promise<void> {
    await this.post("/film/development", { rolls: rolls.map((roll) => roll.roll), density: [density], bath: "batch 7" });
  }

  /** Rejects a film; its number is void unless it is kept. */
  async reject(roll: Roll, reason: string, number: "keep" | "void" = "void"): Promise<void> {
    await this.post("/film/rework", { rolls: [roll.roll], reason, number });
  }

  /** Hands the index of a project over. */
  async deliver(project: Project, to: string): Promise<void> {
    await this.post(`/film/projects/${project.id}/deliver`, { to });
  }

  /** Writes down what a customer found wrong with a document, a film or a delivery: its label. */
  async complain(about: string, cause: string, words: string): Promise<string> {
    const { complaint } = await this.post<{ complaint: string }>("/complaints", { about, cause, words });
    return complaint;
  }

  async tempRolls(): Promise<{ temp_roll: string; length_mm: number; stage: string }[]> {
    return this.get("/film/temp-rolls");
  }

  /** Reserves the lowest free numbers. */
  async reserve(count: number, purpose: string, site = "OU"): Promise<void> {
    await this.post("/numbers/reserve", { site, count, purpose });
  }

  /** Whether a script may come in with this key. */
  async mayUse(secret: string): Promise<boolean> {
    return (await fetch(`${this.url}/api/v1/film/rolls`, { headers: { authorization: `Bearer ${secret}` } })).ok;
  }

  /** Everything that ever happened, oldest first. */
  async ledger(): Promise<Entry[]> {
    return this.get<Entry[]>("/ledger?limit=1000");
  }

  /** The state of a number, or `never handed out`. */
  async stateOf(number: string): Promise<string> {
    const answer = await this.ask("GET", `/numbers/${number}`);
    return answer.status === 404 ? "never handed out" : (await answer.json()).state;
  }

  /** Browsers that listen for changes. */
  async listeners(): Promise<number> {
    const counts = await (await fetch(`${this.url}/metrics`)).text();
    return Number(/^rollcall_live_streams (\d+)$/m.exec(counts)?.[1]);
  }

  /** How many promises the data break. */
  async differences(): Promise<number> {
    return (await this.get<{ differences: number }>("/check?whole=true")).differences;
  }

  private get origin(): { origin: string } {
    return { origin: this.url };
  }

  private async get<T>(path: string): Promise<T> {
    return answered<T>(await this.ask("GET", path));
  }

  private async post<T>(path: string, body: unknown): Promise<T> {
    return answered<T>(await this.ask("POST", path, body));
  }

  private ask(method: string, path: string, body?: unknown): Promise<Response> {
    const kind = typeof body === "string" ? "application/octet-stream" : "application/json";
    const headers = { authorization: `Bearer ${this.token}`, "content-type": kind };
    const content = typeof body === "string" ? body : JSON.stringify(body);
    return fetch(`${this.url}/api/v1${path}`, { method, headers, body: body === undefined ? undefined : content });
  }
}

/** Starts a server on this folder and waits until it listens. */
async function serve(
  folder: string,
  address: string,
  flags: string[],
  console: { text: string },
): Promise<{ server: ChildProcess; url: string }> {
  const program = process.env.ROLLCALL_BIN ?? join(import.meta.dirname, "../target/debug/rollcall");
  const site = process.env.ROLLCALL_SITE ?? join(import.meta.dirname, "../target/site");
  const arguments_ = ["--data", join(folder, "data"), "serve", "--bind", address, "--site", site, ...flags];
  const environment = { ...process.env, DATABASE_URL: undefined, ROLLCALL_DEMO_PASSWORD: PASSWORD };
  const server = spawn(program, arguments_, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The server did not start:\n${console.text}`)), LONGEST_START);
    const listen = (piece: Buffer) => {
      console.text += piece.toString();
      const said = /listens on (http:\S+)[\s\S]*(\/setup\?token=\S+|Sign in at)/.exec(console.text);
      if (said) {
        clearTimeout(late);
        resolve(said[1]);
      }
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`The server ended:\n${console.text}`)));
  });
  return { server, url };
}

async function answered<T>(response: Response): Promise<T> {
  const text = await response.text();
  expect(response.ok, `${response.url}: ${text}`).toBe(true);
  return JSON.parse(text) as T;
}

/** The answer led inside, not back to the form. */
async function entered(answer: APIResponse): Promise<void> {
  expect(answer.status(), await answer.text()).toBe(303);
  expect(answer.headers().location).toBe("/");
}
