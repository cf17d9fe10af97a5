import type { Handed } from "../machine.ts";
import { Sheet } from "./sheet.ts";

/** What the machine's files say and somebody must decide on. */
export class Findings extends Sheet {
  async open(query = ""): Promise<void> {
    await this.visitor.open(`/findings${query}`);
  }

  /** The findings of one kind. */
  kind(name: string) {
    return this.page.getByRole("region", { name }).getByRole("list").locator(":scope > li");
  }

  /** Every open finding with a way to settle it. */
  get open_() {
    return this.page.getByRole("main").getByText("Settle…", { exact: true });
  }

  async settleFirst(resolution: string, note = ""): Promise<void> {
    const finding = this.page.getByRole("listitem").filter({ has: this.page.getByText("Settle…", { exact: true }) }).last();
    await finding.getByText("Settle…", { exact: true }).click();
    await finding.getByLabel("What it came to").selectOption({ label: resolution });
    if (note) await finding.getByLabel(/^Note/).fill(note);
    await finding.getByRole("button", { name: /^Settle/ }).click();
  }
}

/** Taking files of a machine over. */
export class Import extends Sheet {
  async open(): Promise<void> {
    await this.visitor.open("/findings/import");
  }

  async choose(files: Handed[], source: string): Promise<void> {
    await this.field("Files of the machine").setInputFiles(files);
    await this.page.getByRole("region", { name: "Choose files" }).getByLabel("Where they come from").fill(source);
  }

  private get ways() {
    return this.page.getByRole("region", { name: "Choose files" });
  }

  async look(): Promise<void> {
    await this.ways.getByRole("button", { name: "Only look" }).click();
  }

  async takeOver(): Promise<void> {
    await this.ways.getByRole("button", { name: /^Take over/ }).click();
  }
}
