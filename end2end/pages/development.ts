import { Sheet } from "./sheet.ts";

/** What happens to film after the camera. */
export class Development extends Sheet {
  async open(): Promise<void> {
    await this.visitor.open("/development");
  }

  /** Records that the chosen films went through the processor. */
  async record(readings: string, bath = ""): Promise<void> {
    await this.field(/^Density readings/).fill(readings);
    await this.field(/^Bath/).fill(bath);
    await this.button(/^Record development/).click();
  }

  async accept(): Promise<void> {
    await this.button(/^Accept the chosen/).click();
  }

  get runs() {
    return this.part("Development runs").getByRole("list").first().locator(":scope > li");
  }
}

export class Rework extends Sheet {
  /** Rejects the films of the page; the new ones keep their numbers, or earn others. */
  async reject(number: "Keep the number" | "Void and replace the number"): Promise<void> {
    await this.page.getByRole("radio", { name: number }).check();
    await this.button(/^Reject film/).click();
  }

  /** The whole effect of one of the two ways. */
  effect(number: "Keep the number" | "Void and replace the number") {
    return this.page.getByRole("group", { name: "What becomes of the number?" }).locator(":scope > div").filter({ hasText: number });
  }
}

export class TempRollPage extends Sheet {
  async open(tag: string): Promise<void> {
    await this.visitor.open(`/film/${tag}`);
  }

  /** Unfolds one of the things that can be done with the piece. */
  async unfold(verb: string): Promise<void> {
    await this.page.getByText(verb, { exact: true }).click();
  }
}
