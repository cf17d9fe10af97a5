// A person at a browser, and the pages they open.
import { expect, type Page } from "@playwright/test";
import { Ledger } from "./ledger.ts";
import { FilmStock } from "./film_stock.ts";
import { NumberPage, Numbers } from "./number.ts";
import { ProjectPage } from "./project.ts";
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
  readonly filmStock: FilmStock;
  readonly signIn: SignIn;

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
    this.filmStock = new FilmStock(this);
    this.signIn = new SignIn(this);
  }

  /** Opens an address and waits until the page is alive. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.alive();
  }

  /** Until scripts have taken the page over: it follows its own links without the browser. */
  async alive(): Promise<void> {
    if (!this.javaScript) return;
    await expect.poll(() => this.page.evaluate(followsLinks), "the page is hydrated").toBe(true);
  }

  /** The refusal on the page. */
  get refusal() {
    return this.page.getByRole("alert");
  }

  heading(name: string | RegExp) {
    return this.page.getByRole("heading", { level: 1, name });
  }
}

function followsLinks(): boolean {
  const link = document.createElement("a");
  link.href = location.href;
  document.body.append(link);
  let followed = false;
  const look = (event: Event) => {
    followed = event.defaultPrevented;
    event.preventDefault();
  };
  window.addEventListener("click", look, { once: true });
  link.click();
  link.remove();
  return followed;
}
