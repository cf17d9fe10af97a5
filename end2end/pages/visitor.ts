// A person at a browser, and the pages they open.
import { expect, type Page } from "@playwright/test";
import { Complaints } from "./complaints.ts";
import { Development, Rework, TempRollPage } from "./development.ts";
import { Ledger } from "./ledger.ts";
import { Findings, Import } from "./findings.ts";
import { FilmStock } from "./film_stock.ts";
import { NumberPage, Numbers } from "./number.ts";
import { People } from "./people.ts";
import { ProjectPage } from "./project.ts";
import { FreeNumbers, ProgramPage, Programs, Ranges } from "./programs.ts";
import { Projects } from "./projects.ts";
import { Register } from "./register.ts";
import { RollPage } from "./roll.ts";
import { Settings } from "./settings.ts";
import { SignIn } from "./sign_in.ts";
import { Today } from "./today.ts";

export class Visitor {
  readonly today: Today;
  readonly projects: Projects;
  readonly register: Register;
  readonly project: ProjectPage;
  readonly roll: RollPage;
  readonly number: NumberPage;
  readonly numbers: Numbers;
  readonly ledger: Ledger;
  readonly settings: Settings;
  readonly people: People;
  readonly filmStock: FilmStock;
  readonly signIn: SignIn;
  readonly development: Development;
  readonly rework: Rework;
  readonly findings: Findings;
  readonly import: Import;
  readonly tempRoll: TempRollPage;
  readonly complaints: Complaints;
  readonly freeNumbers: FreeNumbers;
  readonly programs: Programs;
  readonly program: ProgramPage;
  readonly ranges: Ranges;

  constructor(
    readonly page: Page,
    private readonly javaScript = true,
  ) {
    this.today = new Today(this);
    this.projects = new Projects(this);
    this.register = new Register(this);
    this.project = new ProjectPage(this);
    this.roll = new RollPage(this);
    this.number = new NumberPage(this);
    this.numbers = new Numbers(this);
    this.ledger = new Ledger(this);
    this.settings = new Settings(this);
    this.people = new People(this);
    this.filmStock = new FilmStock(this);
    this.signIn = new SignIn(this);
    this.development = new Development(this);
    this.rework = new Rework(this);
    this.findings = new Findings(this);
    this.import = new Import(this);
    this.tempRoll = new TempRollPage(this);
    this.complaints = new Complaints(this);
    this.freeNumbers = new FreeNumbers(this);
    this.programs = new Programs(this);
    this.program = new ProgramPage(this);
    this.ranges = new Ranges(this);
  }

  /** Opens an address and waits until the page is alive. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.alive();
  }

  /** Until the page's scripts have run: what moves by itself in the browser does so from now on. */
  async alive(): Promise<void> {
    if (!this.javaScript) return;
    await expect.poll(() => this.page.evaluate(hasRun), "the page is alive").toBe(true);
  }

  /** The refusal on the page. */
  get refusal() {
    return this.page.getByRole("alert");
  }

  /** What a form has just done, as the ledger says it. */
  done(what: string | RegExp) {
    return this.page.getByRole("status").filter({ hasText: what });
  }

  heading(name: string | RegExp) {
    return this.page.getByRole("heading", { level: 1, name });
  }
}

/** Put into every page before its own scripts: notes when the application's code is there. */
export function noteWhenRun(): void {
  const instantiate = WebAssembly.instantiateStreaming.bind(WebAssembly);
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const made = await instantiate(source, imports);
    // It is started right after this, and is done before the frame after the next.
    requestAnimationFrame(() => requestAnimationFrame(() => Object.assign(window, { applicationHasRun: true })));
    return made;
  };
}

function hasRun(): boolean {
  const needed = [...document.scripts].some((script) => script.text.includes(".wasm"));
  return document.readyState === "complete" && (!needed || "applicationHasRun" in window);
}
